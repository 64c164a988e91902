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

    /// <summary>Rows at the ticks of snapshots.</summary>
    public long RowsSeen;

    /// <summary>Those that were not as they had been at the snapshot before.</summary>
    public long RowsMoved;

    /// <summary>Numbers of players who have left, so that totals never fall.</summary>
    public ReplicationCounters ReplicationOfLeft;
    public SeatCounters InputsOfLeft;
}
