using GameServer.Games.Arena;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

internal sealed class ArenaMatchTests
{
    [Test]
    public void EightPlayersAgreeUnder([Values("N0", "N4", "N7")] string profile)
    {
        using var match = ArenaScript.Start(seed: 11, clients: 8, profile);
        match.Run(ticks: 1_200);
        match.AssertEveryClientAgrees();
        Assert.That(match.Room.Room.All<Fighter>().Count, Is.EqualTo(8));
        var (replication, _) = match.Room.Sum();
        Assert.That(replication.HashChecks, Is.GreaterThan(0.9 * replication.Acks));
    }

    [Test]
    public void PlayersWhoSeeOnlyTheirSurroundingsAgreeToo()
    {
        using var match = ArenaScript.Start(seed: 12, clients: 8, "N4", "radius=30");
        match.Run(ticks: 1_200);
        match.AssertEveryClientAgrees();
        var (replication, _) = match.Room.Sum();
        Assert.That(replication.HashChecks, Is.GreaterThan(0.9 * replication.Acks));
    }
}
