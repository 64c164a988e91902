using GameServer.Games.Bodies;
using GameServer.Simulation.Rooms;
using BodiesGame = GameServer.Games.Bodies.Bodies;

namespace GameServer.Tests.Games.Bodies;

internal sealed class BodiesRulesTests
{
    [Test]
    public void WithoutWordsThereAre250BodiesInAFieldForEver()
    {
        var rules = BodiesRules.Parse("");
        Assert.That((rules.Count, rules.Layout, rules.Seed, rules.LimitSeconds), Is.EqualTo((250, Layout.Field, (int?)null, 0)));
    }

    [Test]
    public void EveryWordIsRead()
    {
        var rules = BodiesRules.Parse("count=900, layout=towers; seed=12 limit=60");
        Assert.That((rules.Count, rules.Layout, rules.Seed, rules.LimitSeconds), Is.EqualTo((900, Layout.Towers, (int?)12, 60)));
    }

    [TestCase("count=0", "whole number from 1 to 900")]
    [TestCase("count=901", "whole number from 1 to 900")]
    [TestCase("count=many", "whole number")]
    [TestCase("count", "whole number")]
    [TestCase("count=10 count=10", "count twice")]
    [TestCase("layout=heap", "field and towers")]
    [TestCase("limit=0", "whole number from 1 to 3600")]
    [TestCase("gravity=0", "knows count, layout, seed and limit, not \"gravity\"")]
    public void WhatItDoesNotKnowIsToldInOneSentence(string config, string part) =>
        Assert.That(() => new Room(new BodiesGame(), new RoomSettings { Config = config }), Throws.ArgumentException.With.Message.Contains(part).And.Message.StartsWith("Bodies: "));

    [TestCase(1)]
    [TestCase(250)]
    [TestCase(900)]
    public void YardHoldsAsManyAsItWasTold(int count) =>
        Assert.That(BodiesMatch.Start($"count={count}").Bodies(), Has.Length.EqualTo(count));
}
