using GameServer.Timing;

namespace GameServer.Tests.Timing;

internal sealed class DeadlinesTests
{
    private const long Second = 1_000_000_000;

    [TestCase(1)]
    [TestCase(60)]
    [TestCase(128)]
    [TestCase(240)]
    public void AnHourHasExactlyItsNumberOfPeriods(int perSecond)
    {
        var deadlines = new Deadlines(5, perSecond);
        for (var i = 0; i < 3600 * perSecond; i++)
        {
            deadlines.Advance();
        }

        Assert.That(deadlines.Next, Is.EqualTo(5 + (3600 * Second)));
    }

    [Test]
    public void NothingIsSkippedWithinAPeriod()
    {
        var deadlines = new Deadlines(0, 60);
        Assert.That(deadlines.SkipUntil(-1), Is.Zero);
        Assert.That(deadlines.SkipUntil(deadlines.Period - 1), Is.Zero);
        Assert.That(deadlines.Next, Is.Zero);
    }

    [Test]
    public void WhatCannotBeMetIsSkippedAndCounted()
    {
        var deadlines = new Deadlines(0, 60);
        Assert.That(deadlines.SkipUntil((7 * deadlines.Period) + 1), Is.EqualTo(7));
        Assert.That(deadlines.Next, Is.EqualTo(7 * Second / 60), "and what follows is on the same grid");
    }
}
