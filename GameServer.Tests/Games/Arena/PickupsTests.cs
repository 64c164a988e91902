using System.Numerics;
using GameServer.Games.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class PickupsTests
{
    [Test]
    public void HealthHealsTheHurt()
    {
        var match = At(PickupKind.Health);
        match.Fighter(0).Health = 30;
        match.Step();
        Assert.That(match.Fighter(0).Health, Is.EqualTo(30 + Pickups.HealthGain));
    }

    [Test]
    public void HealthNeverPassesTheMost()
    {
        var match = At(PickupKind.Health);
        match.Fighter(0).Health = 90;
        match.Step();
        Assert.That(match.Fighter(0).Health, Is.EqualTo(100));
    }

    [Test]
    public void TheHealthyLeaveHealthForOthers()
    {
        var match = At(PickupKind.Health);
        match.Step(10);
        Assert.That(match.All<Pickup>().Any(p => p.IsTaken), Is.False);
    }

    [Test]
    public void TheDeadTakeNothing()
    {
        var match = At(PickupKind.Health);
        match.Fighter(0).IsDead = true;
        match.Fighter(0).RespawnTicks = 60;
        match.Fighter(0).Health = 0;
        match.Step();
        Assert.That(match.All<Pickup>().Any(p => p.IsTaken), Is.False);
    }

    [Test]
    public void AmmoFillsUp()
    {
        var match = At(PickupKind.Ammo);
        match.Fighter(0).Ammo = 170;
        match.Step();
        Assert.That(match.Fighter(0).Ammo, Is.EqualTo(200));
    }

    [Test]
    public void QuadLastsForItsTime()
    {
        var match = At(PickupKind.Quad);
        match.Step();
        Assert.That(match.Fighter(0).HasQuad, Is.True);
        match.Step(719);
        Assert.That(match.Fighter(0).HasQuad, Is.True);
        match.Step();
        Assert.That(match.Fighter(0).HasQuad, Is.False);
    }

    [Test]
    public void WhatWasTakenIsBackAfterAWhile()
    {
        var match = At(PickupKind.Health);
        match.Fighter(0).Health = 30;
        match.Step();
        Assert.That(match.All<Pickup>().Count(p => p.IsTaken), Is.EqualTo(1));
        match.Stand(0, 60, 60);
        match.Step((15 * 60) - 1);
        Assert.That(match.All<Pickup>().Count(p => p.IsTaken), Is.EqualTo(1));
        match.Step();
        Assert.That(match.All<Pickup>().Count(p => p.IsTaken), Is.Zero);
    }

    [Test]
    public void OnePickupServesOneFighter()
    {
        var match = At(PickupKind.Health, players: 2);
        match.Stand(1, match.Fighter(0).Position.X, match.Fighter(0).Position.Y);
        match.Fighter(0).Health = match.Fighter(1).Health = 30;
        match.Step();
        Assert.That(match.Fighter(0).Health + match.Fighter(1).Health, Is.EqualTo(60 + Pickups.HealthGain));
    }

    private static ArenaMatch At(PickupKind kind, int players = 1)
    {
        var match = ArenaMatch.Start(players: players);
        var place = match.Game.Map.Pickups.ToArray().First(p => p.Kind == kind).Position + new Vector2(0.5f, 0);
        match.Stand(0, place.X, place.Y);
        return match;
    }
}
