using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class WeaponsTests
{
    [Test]
    public void TheTriggerHeldShootsTenTimesASecond()
    {
        var match = Alone();
        var before = match.Fighter(0).Ammo;
        match.Input(0).Fire = true;
        match.Step(60);
        Assert.That(before - match.Fighter(0).Ammo, Is.EqualTo(10));
    }

    [Test]
    public void FiringIsToldOnceForTheWholeBurst()
    {
        var match = Alone();
        match.Input(0).Fire = true;
        for (var i = 0; i < 60; i++)
        {
            match.Step();
            Assert.That(match.Fighter(0).IsFiring, Is.True);
        }

        match.Input(0).Fire = false;
        match.Step();
        Assert.That(match.Fighter(0).IsFiring, Is.False);
    }

    [Test]
    public void WithoutAmmoNothingIsFired()
    {
        var match = Alone();
        match.Fighter(0).Ammo = 0;
        match.Input(0).Fire = true;
        match.Input(0).Throw = true;
        match.Step();
        Assert.That(match.Fighter(0).IsFiring, Is.False);
        Assert.That(match.Fighter(0).Ammo, Is.Zero);
        Assert.That(match.All<Rocket>(), Is.Empty);
    }

    [Test]
    public void APressThrowsOneRocketOfItsOwner()
    {
        var match = Alone();
        match.Input(0).Throw = true;
        match.Step(30);
        Assert.That(match.All<Rocket>().Count(), Is.EqualTo(1));
        foreach (var rocket in match.Room.All<Rocket>())
        {
            Assert.That(rocket.Owner, Is.EqualTo(match.Room.Seats[0].Id));
        }

        Assert.That(match.Fighter(0).Ammo, Is.EqualTo(95));
    }

    [Test]
    public void AWeaponThatCoolsDownThrowsNothing()
    {
        var match = Alone();
        for (var i = 0; i < 29; i++)
        {
            match.Input(0).Throw = true;
            match.Step();
        }

        Assert.That(match.All<Rocket>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void AttackingGivesUpTheShield()
    {
        var match = Alone();
        Assert.That(match.Fighter(0).IsShielded, Is.True);
        match.Input(0).Fire = true;
        match.Step();
        Assert.That(match.Fighter(0).IsShielded, Is.False);
        Assert.That(match.Fighter(0).ShieldTicks, Is.Zero);
    }

    [Test]
    public void TheShieldOfASpawnRunsOut()
    {
        var match = Alone();
        match.Step(89);
        Assert.That(match.Fighter(0).IsShielded, Is.True);
        match.Step();
        Assert.That(match.Fighter(0).IsShielded, Is.False);
    }

    private static ArenaMatch Alone() => ArenaMatch.Start("map=field", players: 1);
}
