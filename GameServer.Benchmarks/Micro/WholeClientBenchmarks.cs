using BenchmarkDotNet.Attributes;

namespace GameServer.Benchmarks.Micro;

/// <summary>
/// Nanoseconds per entity update of a whole client in a crowd of 500: decoding, what is held, its hash, prediction, inputs, a bot's meter. With one
/// client everything is in the cache; with 64 in turn nothing is, as in life, where 16 ms pass between two snapshots.
/// </summary>
[MemoryDiagnoser]
public class WholeClientBenchmarks
{
    private const int CrowdPlayers = 500;
    private const int FramesPerInvoke = 640;
    private const int WarmFrames = 80; // Once round the history, so that every place of it has its size.

    private ClientsInTurn turns = null!;

    [Params(1, 64)]
    public int Clients { get; set; }

    [GlobalSetup]
    public void Record() => turns = new ClientsInTurn(CrowdPlayers, WarmFrames + FramesPerInvoke);

    [IterationSetup]
    public void Begin()
    {
        turns.Begin(Clients);
        turns.Play(WarmFrames);
    }

    [Benchmark(OperationsPerInvoke = FramesPerInvoke * CrowdPlayers)]
    public long PlayFrames() => turns.Play(FramesPerInvoke / Clients);
}
