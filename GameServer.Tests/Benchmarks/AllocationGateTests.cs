using GameServer.Games.Arena;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Tests.Benchmarks;

/// <summary>What a steady tick of the server allocates, from the socket to the socket, against the number that is committed here.</summary>
[Category("RealUdp")]
[NonParallelizable]
internal sealed class AllocationGateTests
{
    private const long AllocatedBytesMax = 0;
    private const int Players = 16;
    private const int WarmupTicks = 1200;
    private const int Ticks = 600;
    private const int PlantedBytes = 24;

    [Test]
    public void ASteadyTickAllocatesNothing()
    {
        using var gate = new AllocationGate<ArenaInput, Fighter>(static () => new Arena(), static i => new Pilot(seed: 1, i).Sample, Players, "map=field");
        gate.Run(WarmupTicks);
        Assert.That(gate.Connected, Is.EqualTo(Players));
        Assert.That(gate.Run(Ticks), Is.LessThanOrEqualTo(AllocatedBytesMax), $"bytes in {Ticks} ticks");
    }

    [Test]
    public void OneSmallObjectPerTickTurnsTheGateRed()
    {
        using var gate = new AllocationGate<DriftInput, Drifter>(
            static () => new LeakyGame(), static i => tick => Drift.Scripted(tick, new(i)), Players, "");
        gate.Run(WarmupTicks);
        Assert.That(gate.Connected, Is.EqualTo(Players));
        Assert.That(gate.Run(Ticks), Is.GreaterThanOrEqualTo((long)PlantedBytes * Ticks));
    }

    private sealed class LeakyGame : DriftGame
    {
        private object last = new();

        protected override void Tick(Room room)
        {
            base.Tick(room);
            last = new object();
        }
    }
}
