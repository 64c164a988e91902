using BenchmarkDotNet.Attributes;

namespace GameServer.Benchmarks.Micro;

/// <summary>A tick of a crowd with its snapshots: everybody sees everybody, or who is near.</summary>
[MemoryDiagnoser]
public class InterestBenchmarks
{
    private ServedCrowd crowd = null!;

    [Params("map=field", "map=field radius=95", "map=field radius=60")]
    public string Config { get; set; } = "";

    [Params(0, 8)]
    public int RoundTrips { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        crowd = new ServedCrowd(200, Config) { SpreadTicks = RoundTrips };
        for (var i = 0; i < 300; i++)
        {
            crowd.Tick();
        }
    }

    [Benchmark]
    public long TickAndSnapshotsOf200() => crowd.Tick();
}
