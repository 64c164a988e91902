using GameServer.Protocol.Snapshots;
using GameServer.Rooms;
using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>A room, its part of the tick period, when its next tick is due and what it costs. Owned by the shard's thread.</summary>
internal sealed class ScheduledRoom(RoomHost host, int slot, Deadlines deadlines, long now)
{
    // Of the ticks of a room that nobody sits in, one in so many is executed.
    private const int TicksPerIdleTick = 16;

    // After a tick that was too long the room is ticked beside its shard until so many have been short again: who is slow once may be so each time, and
    // each time that the others wait to find out costs them a tick.
    private const int TicksBeside = 64;

    // Calm: rooms stand where those before them end, and are not to move with every look.
    private const double TickNsWeight = 0.1;

    private Deadlines deadlines = deadlines;
    private Look before = Look.At(host.Counters);
    private double snapshotCost;
    private long behind;
    private int rested;
    private int ticksBeside;

    public RoomHost Host { get; } = host;

    public int Slot { get; } = slot;

    public ref Deadlines Deadlines => ref deadlines;

    /// <summary>When it came here.</summary>
    public long Since { get; } = now;

    /// <summary>The tempo that the deadlines are for.</summary>
    public int Tempo { get; set; } = Pace.WholeTempo;

    /// <summary>Since when nobody has a seat here or is reserved one; never, while somebody is.</summary>
    public long EmptySince { get; set; } = now;

    /// <summary>When the tick was due that was begun last, and when that was.</summary>
    public long TickDue { get; private set; }

    public long TickBegun { get; private set; }

    /// <summary>Whether its ticks are not to be waited for.</summary>
    public bool IsBeside => ticksBeside > 0;

    /// <summary>Nanoseconds that a tick of it takes, on average over the last seconds.</summary>
    public double TickNs { get; private set; }

    /// <summary>The share of the shard's time that it took between the last two looks.</summary>
    public double Cost { get; private set; }

    /// <summary>What its next step back from shedding is likely to cost, as such a share.</summary>
    public double CostOfMore => OverloadControl.CostOfMore(Host, Cost, snapshotCost);

    /// <summary>Ticks, ticks that there was no time for, and snapshots between the last two looks.</summary>
    public long Ticks { get; private set; }

    public long Skipped { get; private set; }

    public long Datagrams { get; private set; }

    /// <summary>
    /// Whether the tick that is due now is left out, as most are while nobody has a seat: the room's time goes by more slowly, and
    /// a thousand rooms that wait for players cost what sixty do.
    /// </summary>
    public bool TryRest()
    {
        rested = Host.Room.SeatsTaken > 0 ? 0 : (rested + 1) % TicksPerIdleTick;
        return rested != 0;
    }

    /// <summary>Begins the tick that is due.</summary>
    public void BeginTick(long at)
    {
        (TickDue, TickBegun) = (deadlines.Next, at);
        deadlines.Advance();
    }

    /// <summary>A tick has ended that was done by another thread.</summary>
    public void NoteBeside(long at) => ticksBeside = at - TickBegun > 1_000_000_000 / Host.Room.Settings.TickRate || ticksBeside == 0 ? TicksBeside : ticksBeside - 1;

    /// <summary>One was left out, because no thread could be spared for it. In the end its shard's has to do it.</summary>
    public void NoteNotBeside() => ticksBeside--;

    /// <summary>From now on it is due so many nanoseconds after its slot begins. For a room on the grid.</summary>
    public void StandBehind(long ns)
    {
        deadlines.Shift(ns - behind);
        behind = ns;
    }

    /// <summary>It is due by these, which stand at its slot's beginning or off the grid.</summary>
    public void Follow(Deadlines others)
    {
        deadlines = others;
        behind = 0;
    }

    /// <summary>Takes what the room has done since the last look, which was so long ago.</summary>
    public void BeginLook(long elapsed)
    {
        var now = Look.At(Host.Counters);
        (Ticks, Skipped, Datagrams) = (now.Ticks - before.Ticks, now.TicksSkipped - before.TicksSkipped, now.Datagrams - before.Datagrams);
        Cost = (double)(now.TickNs - before.TickNs) / elapsed;
        TickNs += Ticks == 0 ? 0 : (TickNs == 0 ? 1 : TickNsWeight) * (((double)(now.TickNs - before.TickNs) / Ticks) - TickNs);
        snapshotCost = (double)(now.SnapshotNs - before.SnapshotNs) / elapsed;
        before = now;
    }

    /// <summary>Adds its part of what is done for all rooms together.</summary>
    public void AddShared(double share)
    {
        Cost += share;
        snapshotCost += share;
    }

    /// <summary>Those of a room's counters that its cost is made of.</summary>
    private readonly record struct Look(long Ticks, long TicksSkipped, long Datagrams, long TickNs, long SnapshotNs)
    {
        public static Look At(in RoomCounters now) => new(now.Ticks, now.TicksSkipped, now.DatagramsSent, now.TickNs, now.ReplicationNs + now.SendNs);
    }
}
