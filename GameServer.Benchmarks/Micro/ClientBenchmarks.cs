using BenchmarkDotNet.Attributes;
using GameServer.Client.Held;
using GameServer.Client.Timing;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Benchmarks.Micro;

/// <summary>What a frame costs a client in a crowd of a hundred: taking in a snapshot, checking what it holds, its clock.</summary>
[MemoryDiagnoser]
public class ClientBenchmarks
{
    private const int Players = 100;
    private const int Snapshots = 120;

    private readonly List<byte[]> recording = [];
    private readonly SampleWindow window = new(240, seconds: 4);
    private EntityCodec codec = null!;
    private HeldState held = null!;
    private int historyTicks;

    [GlobalSetup]
    public void Prepare()
    {
        var crowd = new ServedCrowd(Players, "map=field") { Recording = recording };
        for (var i = 0; i < Snapshots; i++)
        {
            crowd.Tick();
            window.Add(10 + (i % 7), now: 0);
        }

        codec = new EntityCodec(crowd.Host.Room.Game.Schema, crowd.Host.Room.Settings.TickRate);
        historyTicks = crowd.Host.Room.History.Length;
        held = NewHeld();
        ApplyRecording(held);
    }

    /// <summary>Per snapshot of a hundred players.</summary>
    [Benchmark(OperationsPerInvoke = Snapshots)]
    public int TakeInSnapshot()
    {
        held.Clear();
        return ApplyRecording(held);
    }

    /// <summary>Goes out with each input datagram.</summary>
    [Benchmark]
    public ushort HashCheckNow() => held.HashCheckNow();

    [Benchmark]
    public double InputWaitQuantile() => window.Quantile(0.01);

    private HeldState NewHeld() => new(codec.Schema.Stride, historyTicks, ExactnessRules.All);

    private int ApplyRecording(HeldState into)
    {
        var receiver = new SnapshotReceiver(codec, into, Tick.Zero, firstSequence: 1, decodes: true);
        var fresh = 0;
        foreach (var datagram in recording)
        {
            fresh += receiver.TryApply(datagram) == ApplyResult.Applied ? receiver.FreshEntities : throw new InvalidOperationException();
        }

        return fresh;
    }
}
