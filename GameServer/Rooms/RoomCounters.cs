using GameServer.Replication;

namespace GameServer.Rooms;

/// <summary>What a room has come to; the room's thread writes, reports copy.</summary>
internal struct RoomCounters
{
    public long Ticks;
    public long TicksSkipped;
    public long ReplicationNs;

    /// <summary>Entity codes made; what was sent in copies of them is in the replication counters.</summary>
    public long CodesEncoded;

    /// <summary>Datagrams of snapshots, and questions beside them, handed to the transport, and the time that took.</summary>
    public long DatagramsSent;
    public long SendNs;

    /// <summary>Time spent in ticks, everything included.</summary>
    public long TickNs;
    public long LateTicks;

    /// <summary>When the newest tick began, by the shard's clock.</summary>
    public long TickBegunNs;

    /// <summary>Rows at the ticks of snapshots.</summary>
    public long RowsSeen;

    /// <summary>Those that were not as they had been at the snapshot before.</summary>
    public long RowsMoved;
}

/// <summary>The numbers of a room's players who have left, so that its totals never fall; the room's thread writes.</summary>
internal sealed class CountersOfLeft
{
    public ReplicationCounters Replication;
    public SeatCounters Inputs;
}
