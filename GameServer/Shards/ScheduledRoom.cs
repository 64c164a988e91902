using GameServer.Protocol.Snapshots;
using GameServer.Rooms;
using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>A room, its part of the tick period, when its next tick is due and what it costs. Owned by the shard's thread.</summary>
internal sealed class ScheduledRoom(RoomHost host, int slot, Deadlines deadlines, long now)
{
    // Of the ticks of a room that nobody sits in, one in so many is executed.
    private const int TicksPerIdleTick = 16;

    private Deadlines deadlines = deadlines;
    private Look before = Look.At(host.Counters);
    private double snapshotCost;
    private int rested;

    public RoomHost Host { get; } = host;

    public int Slot { get; } = slot;

    public ref Deadlines Deadlines => ref deadlines;

    /// <summary>When it came here.</summary>
    public long Since { get; } = now;

    /// <summary>The tempo that the deadlines are for.</summary>
    public int Tempo { get; set; } = Pace.WholeTempo;

    /// <summary>Since when nobody has a seat here or is reserved one; never, while somebody is.</summary>
    public long EmptySince { get; set; } = now;

    /// <summary>The share of the shard's time that it took between the last two looks.</summary>
    public double Cost { get; private set; }

    /// <summary>What its next step back from shedding is likely to cost, as such a share.</summary>
    public double CostOfMore => OverloadControl.CostOfMore(Host, Cost, snapshotCost);

    /// <summary>Ticks, ticks that there was no time for, and snapshots between the last two looks.</summary>
    public long Ticks { get; private set; }

    public long Skipped { get; private set; }

    public long Snapshots { get; private set; }

    /// <summary>
    /// Whether the tick that is due now is left out, as most are while nobody has a seat: the room's time goes by more slowly, and
    /// a thousand rooms that wait for players cost what sixty do.
    /// </summary>
    public bool TryRest()
    {
        rested = Host.Room.SeatsTaken > 0 ? 0 : (rested + 1) % TicksPerIdleTick;
        return rested != 0;
    }

    /// <summary>Takes what the room has done since the last look, which was so long ago.</summary>
    public void BeginLook(long elapsed)
    {
        var now = Look.At(Host.Counters);
        (Ticks, Skipped, Snapshots) = (now.Ticks - before.Ticks, now.TicksSkipped - before.TicksSkipped, now.Snapshots - before.Snapshots);
        Cost = (double)(now.TickNs - before.TickNs) / elapsed;
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
    private readonly record struct Look(long Ticks, long TicksSkipped, long Snapshots, long TickNs, long SnapshotNs)
    {
        public static Look At(in RoomCounters now) => new(now.Ticks, now.TicksSkipped, now.Snapshots, now.TickNs, now.ReplicationNs + now.SendNs);
    }
}
