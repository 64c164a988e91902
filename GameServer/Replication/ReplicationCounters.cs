namespace GameServer.Replication;

/// <summary>What replication to one seat has come to; the room's thread writes, reports copy.</summary>
internal struct ReplicationCounters
{
    public long Snapshots;
    public long SnapshotBytes;

    /// <summary>Of these snapshots: nearly always one each.</summary>
    public long SnapshotDatagrams;

    public long Records;
    public long WholeRecords;
    public long Acks;
    public long AcksOvertaken;
    public long HashChecks;
    public long Desyncs;

    /// <summary>Slots told of anew because of desyncs.</summary>
    public long SlotsRepaired;

    /// <summary>How often that was everything, since it could not be found out what differs.</summary>
    public long RepairedWhole;

    public long AcksRefused;
    public long DatagramsUncertain;
    public long Deferred;

    /// <summary>Queues seen in the client's path, each answered with less.</summary>
    public long RateCuts;

    public void Add(in ReplicationCounters other)
    {
        Snapshots += other.Snapshots;
        SnapshotBytes += other.SnapshotBytes;
        SnapshotDatagrams += other.SnapshotDatagrams;
        Records += other.Records;
        WholeRecords += other.WholeRecords;
        Acks += other.Acks;
        AcksOvertaken += other.AcksOvertaken;
        HashChecks += other.HashChecks;
        Desyncs += other.Desyncs;
        SlotsRepaired += other.SlotsRepaired;
        RepairedWhole += other.RepairedWhole;
        AcksRefused += other.AcksRefused;
        DatagramsUncertain += other.DatagramsUncertain;
        Deferred += other.Deferred;
        RateCuts += other.RateCuts;
    }
}
