using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class SparringTests
{
    [Test]
    public void AMatchOfAiSeatsIsFought()
    {
        var match = ArenaMatch.Start(players: 0, ai: 8, seed: 3);
        match.Step(60 * 60);
        Assert.That(match.All<Fighter>().Sum(f => f.Score), Is.GreaterThan(10));
        Assert.That(match.All<Fighter>().Count(f => f.Score > 0), Is.GreaterThan(4));
    }

    [Test]
    public void WhoSeesAnEnemyShootsAtIt()
    {
        var match = ArenaMatch.Start(players: 1, ai: 1);
        match.Stand(0, 10, -57);
        match.Stand(1, -5, -57);
        match.Step();
        Assert.That(match.Fighter(1).IsFiring, Is.True);
        Assert.That(match.Fighter(1).Heading, Is.EqualTo(0).Within(0.15));
    }

    [Test]
    public void BehindAWallNobodyIsShotAt()
    {
        var match = ArenaMatch.Start(players: 1, ai: 1);
        match.Stand(0, 34, 13);
        match.Stand(1, 28, 13);
        match.Step();
        Assert.That(match.Fighter(1).IsFiring, Is.False);
    }

    [Test]
    public void OnTheFieldTheyRoam()
    {
        var match = ArenaMatch.Start("map=field", players: 0, ai: 2);
        match.Step(30);
        Assert.That(match.All<Fighter>().All(f => Geometry.Length(f.Velocity) > 1), Is.True);
    }
}
