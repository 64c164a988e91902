using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>Tells everybody how long the match still goes, and ends it at its time or score limit. Server only.</summary>
internal static class MatchClock
{
    public static void Start(Room room, ArenaRules rules) =>
        room.Spawn(new MatchState { SecondsLeft = SecondsLeft(room, rules), ScoreLimit = rules.ScoreLimit });

    public static void Advance(Room room, ArenaRules rules)
    {
        if (room.Result is not null)
        {
            return;
        }

        var secondsLeft = SecondsLeft(room, rules);
        foreach (var match in room.All<MatchState>())
        {
            match.Value.SecondsLeft = secondsLeft;
        }

        if (secondsLeft == 0)
        {
            End(room, "time");
        }
        else if (rules.ScoreLimit > 0 && Leader(room).Score >= rules.ScoreLimit)
        {
            End(room, "score");
        }
    }

    private static int SecondsLeft(Room room, ArenaRules rules)
    {
        var rate = room.Settings.TickRate;
        var end = rules.LimitSeconds == 0 ? long.MaxValue : (long)rules.LimitSeconds * rate;
        end = Math.Min(end, room.EndsBy?.Number ?? long.MaxValue);
        return end == long.MaxValue ? MatchState.Endless : (int)((Math.Max(0, end - room.Tick.Number) + rate - 1) / rate);
    }

    /// <summary>The seat with the highest score; none when two share it.</summary>
    private static (SeatId Seat, int Score) Leader(Room room)
    {
        var leader = (Seat: SeatId.None, Score: -1);
        foreach (var fighter in room.All<Fighter>())
        {
            var score = fighter.Value.Score;
            leader = score > leader.Score ? (fighter.Owner, score) : score == leader.Score ? (SeatId.None, score) : leader;
        }

        return (leader.Seat, Math.Max(0, leader.Score));
    }

    private static void End(Room room, string reason)
    {
        var (winner, score) = Leader(room);
        Span<byte> payload = stackalloc byte[MatchOverEvent.Bytes];
        new MatchOverEvent(winner, score).Write(payload);
        room.Broadcast(MatchOverEvent.Kind, payload);
        room.End(FormattableString.Invariant($"winner={(winner.IsSeat ? winner.Index : "none")} score={score} reason={reason}"));
    }
}
