using GameServer.Simulation.Rooms;

namespace GameServer.Rooms;

/// <summary>
/// What became of the players of a room while another thread was in its code: done to their seats when the room is back. Owned by the shard's thread.
/// A player goes once and loses a connection before that, so one mark for each seat is enough.
/// </summary>
internal sealed class SeatsPutOff(int seatsMax)
{
    private readonly Mark[] marks = new Mark[seatsMax];

    private enum Mark : byte
    {
        None,
        Disconnected,
        Left,
    }

    public void Disconnect(Seat seat)
    {
        ref var mark = ref marks[seat.Id.Index];
        mark = mark == Mark.None ? Mark.Disconnected : mark;
    }

    public void Leave(Seat seat) => marks[seat.Id.Index] = Mark.Left;

    /// <summary>Does it.</summary>
    public void Apply(RoomHost room)
    {
        for (var i = 0; i < marks.Length; i++)
        {
            switch (marks[i])
            {
                case Mark.Disconnected:
                    room.Disconnect(room.Room.Seats[i]);
                    break;
                case Mark.Left:
                    room.Leave(room.Room.Seats[i]);
                    break;
            }
        }
    }
}
