using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class HitscanTests
{
    [Test]
    public void AShotHurtsWhomItMeets()
    {
        var match = Duel(distance: 10);
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100 - Hitscan.Damage));
        Assert.That(match.Fighter(0).Health, Is.EqualTo(100));
    }

    [Test]
    public void AShotPastSomebodyMisses()
    {
        var match = Duel(distance: 10);
        match.Stand(1, 10, Movement.Radius + 0.1f);
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
    }

    [Test]
    public void AWallStopsAShot()
    {
        var match = Duel(distance: 10);
        match.Stand(0, 28, 13);
        match.Stand(1, 34, 13);
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
    }

    [Test]
    public void BeyondItsRangeAShotIsHarmless()
    {
        var match = ArenaMatch.Start();
        match.Stand(0, -28, 0);
        match.Stand(1, 28, 0);
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
    }

    [Test]
    public void TheNearestOfTwoIsHit()
    {
        var match = Duel(distance: 12, players: 3);
        match.Stand(2, 6, 0);
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
        Assert.That(match.Fighter(2).Health, Is.EqualTo(100 - Hitscan.Damage));
    }

    [Test]
    public void TheDeadStopNoShot()
    {
        var match = Duel(distance: 12, players: 3);
        match.Stand(2, 6, 0);
        match.Fighter(2).IsDead = true;
        match.Fighter(2).RespawnTicks = 60;
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100 - Hitscan.Damage));
    }

    [Test]
    public void AShieldKeepsAllHarmAway()
    {
        var match = Duel(distance: 10);
        match.Fighter(1).ShieldTicks = 10;
        match.Fighter(1).IsShielded = true;
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
    }

    [Test]
    public void QuadMultipliesTheDamage()
    {
        var match = Duel(distance: 10);
        match.Fighter(0).QuadTicks = 100;
        Shoot(match);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100 - (Hitscan.Damage * Pickups.QuadFactor)));
    }

    [Test]
    public void TwoWhoShootInTheSameTickKillEachOther()
    {
        var match = Duel(distance: 10);
        match.Fighter(0).Health = match.Fighter(1).Health = 1;
        match.Stand(1, 10, 0, heading: MathF.PI);
        match.Input(1).Fire = true;
        Shoot(match);
        Assert.That(match.Fighter(0).IsDead && match.Fighter(1).IsDead, Is.True);
        Assert.That((match.Fighter(0).Score, match.Fighter(1).Score), Is.EqualTo((1, 1)));
    }

    [Test]
    public void OnTheFieldNobodyIsHurt()
    {
        var match = ArenaMatch.Start("map=field");
        match.Stand(0, 0, 0);
        match.Stand(1, 5, 0);
        match.Input(0).Throw = true;
        match.Step(40);
        match.Input(0).Fire = true;
        match.Step(60);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
        Assert.That(match.Room.Outbox.Waiting, Is.Empty);
    }

    /// <summary>The first fighter in the yard, looking along the x axis at the second.</summary>
    private static ArenaMatch Duel(float distance, int players = 2)
    {
        var match = ArenaMatch.Start(players: players);
        match.Clear<Pickup>();
        match.Stand(0, 0, 0);
        match.Stand(1, distance, 0);
        return match;
    }

    private static void Shoot(ArenaMatch match)
    {
        match.Input(0).Fire = true;
        match.Step();
        match.Input(0).Fire = false;
    }
}
