using GameServer.Replication;

namespace GameServer.Rooms;

/// <summary>The numbers of several rooms together, closed ones included, so that a total never falls.</summary>
internal struct RoomTotals
{
    public long Ticks;
    public long TicksSkipped;
    public long ReplicationNs;
    public long CodesEncoded;
    public long RowsSeen;
    public long RowsMoved;
    public long InboxDropped;
    public long InboxRefused;
    public ReplicationCounters Replication;
    public SeatCounters Inputs;

    public void Add(RoomHost room)
    {
        var (replication, inputs) = room.Sum();
        Ticks += room.Counters.Ticks;
        TicksSkipped += room.Counters.TicksSkipped;
        ReplicationNs += room.Counters.ReplicationNs;
        CodesEncoded += room.Counters.CodesEncoded;
        RowsSeen += room.Counters.RowsSeen;
        RowsMoved += room.Counters.RowsMoved;
        InboxDropped += room.Inbox.DroppedOldest;
        InboxRefused += room.Inbox.RefusedTooLong;
        Replication.Add(replication);
        Inputs.Add(inputs);
    }

    public void Add(in RoomTotals other)
    {
        Ticks += other.Ticks;
        TicksSkipped += other.TicksSkipped;
        ReplicationNs += other.ReplicationNs;
        CodesEncoded += other.CodesEncoded;
        RowsSeen += other.RowsSeen;
        RowsMoved += other.RowsMoved;
        InboxDropped += other.InboxDropped;
        InboxRefused += other.InboxRefused;
        Replication.Add(other.Replication);
        Inputs.Add(other.Inputs);
    }
}
