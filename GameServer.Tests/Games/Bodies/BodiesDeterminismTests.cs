using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Games.Bodies;

internal sealed class BodiesDeterminismTests
{
    // Changes with any rule, constant or field of the game; a change that nobody meant shows here.
    private const ulong GoldenChain = 10046165432426469006;

    [TestCase("")]
    [TestCase("count=900 layout=towers")]
    public void SameSeedAndInputsGiveTheSameHashInEveryTick(string config)
    {
        var one = BodiesMatch.Start(config, players: 4, ai: 4, seed: 7);
        var other = BodiesMatch.Start(config, players: 4, ai: 4, seed: 7);
        for (var tick = 0; tick < 600; tick++)
        {
            one.StepScripted(1);
            other.StepScripted(1);
            Assert.That(one.Newest.Hash, Is.EqualTo(other.Newest.Hash), $"tick {tick}");
        }
    }

    [Test]
    public void AnotherSeedGivesAnotherMatch() =>
        Assert.That(Chain(BodiesMatch.Start(seed: 7), 1), Is.Not.EqualTo(Chain(BodiesMatch.Start(seed: 8), 1)));

    [Test]
    public void SeedOfTheConfigurationGivesTheSameYardInEveryRoom() =>
        Assert.That(Chain(BodiesMatch.Start("seed=3", seed: 7), 1), Is.EqualTo(Chain(BodiesMatch.Start("seed=3", seed: 8), 1)));

    [Test]
    public void TheChainOfHashesIsTheCommittedOne() =>
        Assert.That(Chain(BodiesMatch.Start(players: 2, ai: 2, seed: 2026), 600), Is.EqualTo(GoldenChain));

    private static ulong Chain(BodiesMatch match, int ticks)
    {
        var chain = match.Newest.Hash;
        for (var i = 0; i < ticks; i++)
        {
            match.StepScripted(1);
            chain = Mix.Combine(chain, match.Newest.Hash);
        }

        return chain;
    }
}
