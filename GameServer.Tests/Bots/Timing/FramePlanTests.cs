using GameServer.Tools.Bots.Timing;

namespace GameServer.Tests.Bots.Timing;

internal sealed class FramePlanTests
{
    private const long Second = 1_000_000_000;

    [Test]
    public void FramesOfAllAreSpreadEvenlyOverThePeriod()
    {
        var plan = new FramePlan(origin: 0, bots: 4, framesPerSecond: 50);
        var due = new List<(int, long)>();
        for (var i = 0; i < 6; i++, plan.Advance())
        {
            due.Add((plan.Bot, plan.Next));
        }

        Assert.That(due, Is.EqualTo(new[] { (0, 0L), (1, 5_000_000L), (2, 10_000_000L), (3, 15_000_000L), (0, 20_000_000L), (1, 25_000_000L) }));
    }

    [Test]
    public void AnOddPeriodDoesNotDrift()
    {
        var plan = new FramePlan(origin: 7, bots: 3, framesPerSecond: 60);
        for (var i = 0; i < 3600 * 60 * 3; i++)
        {
            plan.Advance();
        }

        Assert.That(plan.Next, Is.EqualTo(7 + (3600 * Second)).Within(1000));
    }

    [Test]
    public void WhatAStallMissedFallsAwayInWholeRounds()
    {
        var plan = new FramePlan(origin: 0, bots: 2, framesPerSecond: 100);
        var skipped = plan.SkipMissed(now: 35_000_000);
        Assert.That(skipped, Is.EqualTo(6));
        Assert.That(plan.Next, Is.EqualTo(30_000_000));
        Assert.That(plan.Bot, Is.Zero);
    }

    [Test]
    public void NothingFallsAwayInTime()
    {
        var plan = new FramePlan(origin: 0, bots: 2, framesPerSecond: 100);
        Assert.That(plan.SkipMissed(now: 9_000_000), Is.Zero);
        Assert.That(plan.SkipMissed(now: -50_000_000), Is.Zero);
    }
}
