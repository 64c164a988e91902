using BenchmarkDotNet.Attributes;
using GameServer.Client.Held;
using GameServer.Protocol.Snapshots;

namespace GameServer.Benchmarks.Micro;

/// <summary>The check of everything that a client holds, which goes out with each of its input datagrams; per entity.</summary>
[MemoryDiagnoser]
public class HeldHashBenchmarks
{
    private const int Entities = 100;

    private HeldState held = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var room = new ArenaCrowd(Entities, "map=field").WarmedUp().Room;
        held = new HeldState(room.Game.Schema.Stride, room.History.Length, ExactnessRules.All);
        var newest = room.History.Newest;
        for (var slot = 0; slot < newest.SlotCount; slot++)
        {
            held.Store(slot, newest.Tick, newest.HeadAt(slot), newest.RowAt(slot));
        }
    }

    [Benchmark(OperationsPerInvoke = Entities)]
    public ushort HashCheckNow() => held.HashCheckNow();
}
