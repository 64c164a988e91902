using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class RocketsTests
{
    [Test]
    public void ARocketFliesStraightAtItsSpeed()
    {
        var match = Throw(Duel(x: 0, y: 50), heading: 0);
        match.Step(30);
        var rocket = match.All<Rocket>().Single();
        Assert.That(rocket.Position.X, Is.EqualTo(Rockets.Speed * 31 / 60).Within(0.05));
        Assert.That(rocket.Position.Y, Is.EqualTo(0).Within(0.05));
    }

    [Test]
    public void ADirectHitDoesFullDamageAndEndsTheRocket()
    {
        var match = Throw(Duel(x: 10, y: 0), heading: 0);
        match.Step(30);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100 - Rockets.Damage).Within(2));
        Assert.That(match.All<Rocket>(), Is.Empty);
    }

    [Test]
    public void ADirectHitPushes()
    {
        var match = Throw(Duel(x: 10, y: 0), heading: 0);
        var rest = match.Fighter(1).Position;
        match.Step(60);
        Assert.That(match.Fighter(1).Position.X, Is.GreaterThan(rest.X + 0.2f));
    }

    [Test]
    public void SplashHurtsLessTheFartherAway()
    {
        // Against the long wall's face at x = 30: the victims stand beside the point where it explodes.
        var match = ArenaMatch.Start(players: 4);
        match.Stand(0, 22, 13);
        match.Stand(1, 29, 13 + 1.5f);
        match.Stand(2, 29, 13 - 3f);
        match.Stand(3, 29, 13 + 5.5f);
        Throw(match, heading: 0);
        match.Step(30);
        Assert.That(match.Fighter(1).Health, Is.InRange(20, 70));
        Assert.That(match.Fighter(2).Health, Is.InRange(match.Fighter(1).Health + 10, 99));
        Assert.That(match.Fighter(3).Health, Is.EqualTo(100));
        Assert.That(match.Fighter(0).Health, Is.EqualTo(100));
    }

    [Test]
    public void AWallKeepsSplashAway()
    {
        var match = Duel(x: 32.5f, y: 13);
        match.Stand(0, 22, 13);
        Throw(match, heading: 0);
        match.Step(60);
        Assert.That(match.All<Rocket>(), Is.Empty);
        Assert.That(match.Fighter(1).Health, Is.EqualTo(100));
    }

    [Test]
    public void AtAWallTooNearItHurtsItsOwner()
    {
        var match = Duel(x: -40, y: -40);
        match.Stand(0, 29, 13);
        Throw(match, heading: 0);
        match.Step(10);
        Assert.That(match.Fighter(0).Health, Is.LessThan(60));
        Assert.That(match.Fighter(0).Score, Is.Zero);
    }

    [Test]
    public void TheFuseEndsALongFlight()
    {
        var match = Duel(x: -63, y: 0);
        match.Stand(0, -63, 63);
        Throw(match, heading: 0);
        match.Step(178);
        Assert.That(match.All<Rocket>().Count(), Is.EqualTo(1));
        match.Step();
        Assert.That(match.All<Rocket>(), Is.Empty);
    }

    [Test]
    public void NoRocketOutlivesItsOwnersSeat()
    {
        var match = Throw(Duel(x: 0, y: 50), heading: 0);
        match.Room.Leave(match.Room.Seats[0]);
        match.Step();
        Assert.That(match.All<Rocket>(), Is.Empty);
    }

    private static ArenaMatch Duel(float x, float y)
    {
        var match = ArenaMatch.Start();
        match.Clear<Pickup>();
        match.Stand(0, 0, 0);
        match.Stand(1, x, y);
        return match;
    }

    private static ArenaMatch Throw(ArenaMatch match, float heading)
    {
        match.Input(0).Aim = heading;
        match.Input(0).Throw = true;
        match.Step();
        return match;
    }
}
