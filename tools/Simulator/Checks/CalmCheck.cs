using GameServer.Client.Held;
using GameServer.Client.Stats;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Worlds;

namespace GameServer.Tools.Simulator.Checks;

/// <summary>Whether everybody plays again, and well, once the faults are over.</summary>
internal sealed class CalmCheck(Findings findings, int tickRate)
{
    /// <summary>Seconds that a client has to get over everything, half a one for a link's last parcels included.</summary>
    public const double Grace = 2;

    private const string Name = "liveness";
    private const int MissesMax = 2;

    // How many inputs more than its client's clock wants may wait in a buffer.
    private const int TicksFromTarget = 2;

    // What the clock remembers of the jitter is 3 s old at most, and 100 ms are trimmed off in 2 s.
    private const double SecondsToShrink = 5;

    private readonly double tickMs = 1000.0 / tickRate;

    /// <summary>The seat has executed a tick in the calm, so many seconds after the faults had stopped.</summary>
    public void Judge(Life life, SeatHost host, ClientStats stats, double frameMs, double seconds, Tick tick)
    {
        findings.CalmTicks++;
        var excess = host.Seat.Inputs.Depth - (int)Math.Ceiling((stats.InputWaitTargetMs + frameMs) / tickMs);
        if (seconds > SecondsToShrink && excess > TicksFromTarget)
        {
            findings.Add(Name, life.Index, $"{excess} more inputs wait than the clock wants, {stats.InputWaitTargetMs:0} ms, {seconds:0.0} s after the faults had stopped");
        }

        if (host.Seat.InputSource != InputSource.Fresh)
        {
            life.CalmMisses++;
            life.LastMiss = tick;
        }
    }

    /// <summary>In the last second: what is seen all the time must have been told by its end.</summary>
    public static void Look(Life life, SeatReplication replication, SealedTick now)
    {
        var isFirst = life.Seen.Length == 0;
        life.Seen = isFirst ? new bool[now.SlotCount] : life.Seen;
        for (var slot = 0; slot < life.Seen.Length; slot++)
        {
            life.Seen[slot] = (isFirst || life.Seen[slot]) && replication.View.Has(slot);
        }
    }

    /// <summary>At the end: hardly an input was missing.</summary>
    public void JudgeMisses(Life life, Tick now)
    {
        if (life.CalmMisses > MissesMax)
        {
            findings.Add(Name, life.Index, $"{life.CalmMisses} inputs were missing though the faults had stopped, the last {now - life.LastMiss} ticks ago");
        }
    }

    /// <summary>At the end: what a client holds is recent, and is all that its seat sees.</summary>
    public void JudgeEnd(Life life, HeldState held, SeatReplication replication, History history, int staleTicks)
    {
        var now = history.Newest;
        for (var slot = 0; slot < Math.Max(held.SlotCount, now.SlotCount); slot++)
        {
            var isHeld = held.TryGetNewest(slot, out var tick, out var head, out _);
            if (isHeld && now.Tick - tick > staleTicks)
            {
                findings.Add(Name, life.Index, $"slot {slot} is held as of tick {tick}, {now.Tick - tick} ticks ago");
            }

            var isSeen = replication.View.Has(slot) && slot < life.Seen.Length && life.Seen[slot];
            if (!isHeld && isSeen && HasLasted(history, slot, staleTicks))
            {
                findings.Add(Name, life.Index, $"slot {slot} is seen by the seat and not held: {now.HeadAt(slot)}, last told {held.NewestAt(slot)}");
            }
        }
    }

    private static bool HasLasted(History history, int slot, int ticks)
    {
        for (var back = 0; back <= ticks; back++)
        {
            if (!history.TryGet(history.Newest.Tick + -back, out var state) || state.HeadAt(slot) != history.Newest.HeadAt(slot) || !state.HeadAt(slot).IsPresent)
            {
                return false;
            }
        }

        return true;
    }
}
