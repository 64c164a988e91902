using BenchmarkDotNet.Attributes;

namespace GameServer.Benchmarks.Micro;

/// <summary>A tick of a full room in which many clients begin with nothing: what is whole is coded once for all of them.</summary>
[MemoryDiagnoser]
public class JoinBenchmarks
{
    private const int Players = 100;

    private ServedCrowd served = null!;

    /// <summary>How many of 100 seats' clients have just come.</summary>
    [Params(0, 1, 50)]
    public int Joining { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        served = new ServedCrowd(Players, "map=field");
        for (var i = 0; i < 300; i++)
        {
            served.Tick();
        }
    }

    [Benchmark]
    public long TickAndSnapshots()
    {
        for (var i = 0; i < Joining; i++)
        {
            served.Return(i);
        }

        return served.Tick();
    }
}
