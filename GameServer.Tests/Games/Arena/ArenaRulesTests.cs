using GameServer.Games.Arena;
using GameServer.Simulation.Rooms;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tests.Games.Arena;

internal sealed class ArenaRulesTests
{
    [Test]
    public void NothingSaidMeansTheArenaWithoutLimits()
    {
        var rules = ArenaRules.Parse("");
        Assert.That((rules.Map.Name, rules.InterestRadius, rules.LimitSeconds, rules.ScoreLimit), Is.EqualTo(("arena", 60f, 0, 0)));
    }

    [TestCase("map=field limit=300 score=20 radius=80")]
    [TestCase("  radius=80;score=20,limit=300\r\nmap=field; ")]
    public void EveryKeyIsRead(string config)
    {
        var rules = ArenaRules.Parse(config);
        Assert.That((rules.Map.Name, rules.InterestRadius, rules.LimitSeconds, rules.ScoreLimit), Is.EqualTo(("field", 80f, 300, 20)));
    }

    [Test]
    public void OnTheFieldEveryoneSeesEveryone() => Assert.That(ArenaRules.Parse("map=field").InterestRadius, Is.EqualTo(float.PositiveInfinity));

    [Test]
    public void NobodyIsShotFromOutOfSight() => Assert.That(ArenaRules.Parse("").InterestRadius, Is.GreaterThan(Hitscan.Range));

    [TestCase("map=moon", "moon")]
    [TestCase("map=", "there are the maps")]
    [TestCase("map", "there are the maps")]
    [TestCase("maps=arena", "maps")]
    [TestCase("=", "not \"\"")]
    [TestCase("limit=0", "limit")]
    [TestCase("limit=7201", "7200")]
    [TestCase("limit=1.5", "whole number")]
    [TestCase("limit=-1", "limit")]
    [TestCase("limit=99999999999999999999", "limit")]
    [TestCase("score=65536", "65535")]
    [TestCase("score= 20", "score")]
    [TestCase("radius=2001", "2000")]
    [TestCase("radius=NaN", "radius")]
    [TestCase("map=arena map=arena", "twice")]
    [TestCase("score=1 score=1", "twice")]
    public void WhatIsNotKnownIsRefusedInOneSentence(string config, string says)
    {
        var refusal = Assert.Throws<ArgumentException>(() => ArenaRules.Parse(config));
        Assert.That(refusal.Message, Does.Contain(says).And.StartsWith("Arena: ").And.EndsWith("."));
    }

    [Test]
    public void ARoomWithABadConfigurationIsNotMade() =>
        Assert.Throws<ArgumentException>(() => _ = new Room(new ArenaGame(), new RoomSettings { Config = "map=moon" }));
}
