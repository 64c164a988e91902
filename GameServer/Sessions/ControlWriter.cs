using GameServer.Protocol.Control;
using GameServer.Rooms;
using GameServer.Simulation.Rooms;

namespace GameServer.Sessions;

/// <summary>The control messages that a session sends, written into one buffer that the next message overwrites. One per shard.</summary>
internal sealed class ControlWriter
{
    private readonly byte[] buffer = new byte[ControlLimits.MessageBytesMax];

    public ReadOnlySpan<byte> Goodbye(GoodbyeReason reason, string detail) =>
        buffer.AsSpan(0, ControlCodec.Write(new Goodbye(reason, detail), buffer));

    public ReadOnlySpan<byte> Chat(int fromSeat, string text) => buffer.AsSpan(0, ControlCodec.Write(new Chat(fromSeat, text), buffer));

    public ReadOnlySpan<byte> EndNotice(double? secondsMax) =>
        buffer.AsSpan(0, ControlCodec.Write(new EndNotice(secondsMax is { } seconds ? (int)Math.Ceiling(seconds) : Protocol.Control.EndNotice.WithTheMatch), buffer));

    public ReadOnlySpan<byte> Event(ushort kind, ReadOnlyMemory<byte> payload) =>
        buffer.AsSpan(0, ControlCodec.Write(new GameEvent(kind, payload), buffer));

    public ReadOnlySpan<byte> Welcome(Session session, bool isResumed)
    {
        RoomHost host = session.Host;
        Room room = host.Room;
        SeatHost seat = host.Seats[session.Seat.Id];
        var welcome = new Welcome(
            host.Id,
            host.Name,
            session.Seat.Id.Index,
            room.Settings.SeatsMax,
            room.Settings.TickRate,
            host.Settings.SnapshotRate,
            room.Tick.Number,
            room.History.Length,
            room.Settings.Config,
            session.ResumeSecret,
            seat.Replication.Acks.SentSequence + 1,
            seat.InputSequence + 1,
            isResumed);
        return buffer.AsSpan(0, ControlCodec.Write(welcome, buffer));
    }
}
