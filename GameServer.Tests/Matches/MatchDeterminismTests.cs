using GameServer.Simulation.Numerics;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>The same seed gives the same match: the same states on the server and the same bytes on the wire.</summary>
public sealed class MatchDeterminismTests
{
    [Test]
    public void SameSeedGivesTheSameBytes()
    {
        var first = Play(seed: 8);
        Assert.That(Play(seed: 8), Is.EqualTo(first));
        Assert.That(Play(seed: 9), Is.Not.EqualTo(first), "and another seed others");
    }

    [Test]
    public void MatchesOnOtherThreadsChangeNothing()
    {
        var alone = Play(seed: 12);
        var together = new ulong[4];
        Parallel.For(0, together.Length, i => together[i] = Play(seed: 12));
        Assert.That(together, Is.All.EqualTo(alone));
    }

    private static ulong Play(ulong seed)
    {
        using var match = DriftMatch.Start(seed, clients: 4, "N4");
        var hash = 0UL;
        bool Take(byte[] bytes)
        {
            foreach (var value in bytes)
            {
                hash = unchecked((hash ^ value) * 1099511628211UL);
            }

            return true;
        }

        foreach (var player in match.Players)
        {
            player.Tap.Down = Take;
            player.Tap.Up = Take;
        }

        for (var tick = 0; tick < 400; tick++)
        {
            match.Run(ticks: 1);
            hash = Mix.Combine(hash, tick < 30 ? 0 : match.Room.Room.History.Newest.Hash);
        }

        return hash;
    }
}
