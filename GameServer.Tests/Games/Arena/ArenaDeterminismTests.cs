using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Games.Arena;

internal sealed class ArenaDeterminismTests
{
    // Changes with any rule, constant or field of the game; a change that nobody meant shows here.
    private const ulong GoldenChain = 5652238520376883536;

    [Test]
    public void SameSeedAndInputsGiveTheSameHashInEveryTick()
    {
        var one = ArenaMatch.Start(players: 4, ai: 4, seed: 7);
        var other = ArenaMatch.Start(players: 4, ai: 4, seed: 7);
        for (var tick = 0; tick < 600; tick++)
        {
            one.StepScripted(1);
            other.StepScripted(1);
            Assert.That(one.Newest.Hash, Is.EqualTo(other.Newest.Hash), $"tick {tick}");
        }
    }

    [Test]
    public void AnotherSeedGivesAnotherMatch() =>
        Assert.That(Chain(ArenaMatch.Start(players: 4, ai: 4, seed: 7), 60), Is.Not.EqualTo(Chain(ArenaMatch.Start(players: 4, ai: 4, seed: 8), 60)));

    [Test]
    public void TheChainOfHashesIsTheCommittedOne() =>
        Assert.That(Chain(ArenaMatch.Start(players: 4, ai: 4, seed: 2026), 300), Is.EqualTo(GoldenChain));

    private static ulong Chain(ArenaMatch match, int ticks)
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
