using BenchmarkDotNet.Attributes;

namespace GameServer.Benchmarks.Micro;

/// <summary>One tick of a room: the rules alone, and with everything that replication to its seats costs.</summary>
[MemoryDiagnoser]
public class RoomBenchmarks
{
    private ArenaCrowd arena = null!;
    private ArenaCrowd field = null!;
    private ServedCrowd served = null!;

    [GlobalSetup]
    public void Prepare()
    {
        arena = new ArenaCrowd(16, "map=arena").WarmedUp();
        field = new ArenaCrowd(100, "map=field").WarmedUp();
        served = new ServedCrowd(100, "map=field");
        for (var i = 0; i < 300; i++)
        {
            served.Tick();
        }
    }

    [Benchmark]
    public void TickOfArenaOf16() => arena.Step();

    [Benchmark]
    public void TickOfFieldOf100() => field.Step();

    [Benchmark]
    public long TickAndSnapshotsOfFieldOf100() => served.Tick();
}
