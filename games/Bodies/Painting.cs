using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Bodies;

/// <summary>The colours of bodies, and the scores that follow from them. Server only.</summary>
internal static class Painting
{
    /// <summary>Gives a body the colour of a seat.</summary>
    public static void Paint(Room room, ref Body body, SeatId seat)
    {
        if (body.Paint != seat.Index)
        {
            Count(room, body.Paint, -1);
            body.Paint = seat.Index;
            Count(room, body.Paint, 1);
        }
    }

    /// <summary>What a match ends with.</summary>
    public static string Result(Room room)
    {
        var (best, score) = (-1, -1);
        foreach (var roller in room.All<Roller>())
        {
            if (roller.Value.Score >= score)
            {
                // Who shares the best score has not won.
                (best, score) = (roller.Value.Score == score ? -1 : roller.Owner.Index, roller.Value.Score);
            }
        }

        return best < 0 ? "draw" : $"{room.Seats[best].PlayerName} leads with {score}";
    }

    private static void Count(Room room, int seat, int change)
    {
        if (seat >= 0 && room.World.TryFind<Roller>(room.Seats[seat].Avatar, out var roller))
        {
            roller.Value.Score += change;
        }
    }
}
