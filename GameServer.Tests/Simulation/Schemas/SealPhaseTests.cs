using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Simulation.Schemas;

public sealed class SealPhaseTests
{
    [Test]
    public void PhasesOfAThousandTicksAreSpreadEvenly([Values(0u, 1u, 77u, 0xDEADBEEFu)] uint key, [Values(0, 5, 63)] int column, [Values(0u, 123_456u)] uint start)
    {
        var phases = Enumerable.Range(0, 1000).Select(i => new SealPhase(new Tick(start + (uint)i), key).For(column)).ToArray();

        // Random numbers would be off by about 0.04.
        Assert.That(Discrepancy(phases), Is.LessThan(0.004));
    }

    [Test]
    public void PhasesOfAnyFiftyTicksAreSpreadEvenly()
    {
        var phases = Enumerable.Range(0, 2000).Select(i => new SealPhase(new Tick((uint)i), 9).For(2)).ToArray();
        for (var at = 0; at + 50 <= phases.Length; at += 25)
        {
            Assert.That(Discrepancy(phases[at..(at + 50)]), Is.LessThan(0.06), $"from tick {at}");
        }
    }

    [Test]
    public void EntitiesDoNotRoundTogether()
    {
        var phases = Enumerable.Range(0, 2000).Select(key => new SealPhase(new Tick(50), (uint)key).For(1)).ToArray();

        Assert.That(Discrepancy(phases), Is.LessThan(0.05));
    }

    [Test]
    public void ColumnsOfAnEntityDoNotRoundTogether()
    {
        for (uint key = 0; key < 200; key++)
        {
            var phase = new SealPhase(new Tick(50), key);
            Assert.That(Enumerable.Range(0, Schema.ColumnsMax).Select(phase.For), Is.Unique, $"key {key}");
        }
    }

    // Both ends compute it: a change here is a new protocol version.
    [Test]
    public void PhaseHasTheseBits() =>
        Assert.That(new SealPhase(new Tick(600), 12345).For(3), Is.EqualTo(0x42D96B08u));

    /// <summary>The largest difference, over all thresholds, between the share of phases below it and the threshold itself.</summary>
    private static double Discrepancy(uint[] phases)
    {
        var ordered = phases.Select(phase => phase / 4294967296.0).Order().ToArray();
        var worst = 0.0;
        for (var i = 0; i < ordered.Length; i++)
        {
            worst = Math.Max(worst, Math.Max(Math.Abs(ordered[i] - ((double)i / ordered.Length)), Math.Abs(ordered[i] - ((double)(i + 1) / ordered.Length))));
        }

        return worst;
    }
}
