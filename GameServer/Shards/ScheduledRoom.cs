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
    private RoomCounters before = host.Counters;
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

    /// <summary>Takes what the room has done since the last look, which was so long ago.</summary>
    public void BeginLook(long elapsed)
    {
        ref readonly var now = ref Host.Counters;
        (Ticks, Skipped, Datagrams) = (now.Ticks - before.Ticks, now.TicksSkipped - before.TicksSkipped, now.DatagramsSent - before.DatagramsSent);
        Cost = (double)(now.TickNs - before.TickNs) / elapsed;
        snapshotCost = (double)(now.ReplicationNs + now.SendNs - before.ReplicationNs - before.SendNs) / elapsed;
        before = now;
    }

    /// <summary>Adds its part of what is done for all rooms together.</summary>
    public void AddShared(double share)
    {
        Cost += share;
        snapshotCost += share;
    }
}
