using BenchmarkDotNet.Attributes;
using GameServer.Games.Bodies;
using GameServer.Simulation.Rooms;

namespace GameServer.Benchmarks.Micro;

/// <summary>One tick of a yard, with AI on the seats: mostly at rest, and with as many players as it can have.</summary>
[MemoryDiagnoser]
public class BodiesBenchmarks
{
    private const int WarmUpTicks = 600;

    private Room room = null!;

    /// <summary>Bodies in the yard.</summary>
    [Params(250, 900)]
    public int Count { get; set; }

    /// <summary>Avatars that roll through it.</summary>
    [Params(0, 1, 4, 16)]
    public int Players { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        room = new Room(new Bodies(), new RoomSettings { Seed = 1, SeatsMax = Bodies.PlayersMax, Config = $"count={Count}" });
        for (var i = 0; i < Players; i++)
        {
            room.TryJoin($"player {i}", isAi: true, out _);
        }

        for (var i = 0; i < WarmUpTicks; i++)
        {
            room.Step();
        }
    }

    [Benchmark]
    public void Tick() => room.Step();
}
