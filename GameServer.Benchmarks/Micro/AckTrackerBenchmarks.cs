using BenchmarkDotNet.Attributes;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;

namespace GameServer.Benchmarks.Micro;

/// <summary>A datagram that tells of a hundred entities is sent and acknowledged: the tracker's share of a snapshot.</summary>
[MemoryDiagnoser]
public class AckTrackerBenchmarks
{
    private const int Entities = 100;

    private readonly SlotSet told = new();
    private readonly SlotSet gone = new();
    private ArenaCrowd crowd = null!;
    private AckTracker tracker = null!;
    private AckField ack;

    [GlobalSetup]
    public void Prepare()
    {
        told.AddRange(0, Entities);
        crowd = new ArenaCrowd(Entities, "map=field").WarmedUp();
        tracker = new AckTracker(crowd.Room.History, ExactnessRules.All);
        for (var i = 0; i < AckField.Window; i++)
        {
            SendAndAcknowledge();
        }
    }

    [Benchmark]
    public bool SendAndAcknowledge()
    {
        ref var record = ref tracker.BeginSend(crowd.Room.Tick, crowd.Room.History.Newest.SlotCount);
        tracker.EndSend(ref record, told, gone, wireBytes: 0);
        ack = ack.With(record.Sequence);
        return tracker.TryAcknowledge(record.Sequence, ack, clientHash: null);
    }
}
