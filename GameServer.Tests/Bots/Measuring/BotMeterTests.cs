using GameServer.Client.Stats;
using GameServer.Simulation.Identity;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Bots.Measuring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BotMeterTests
{
    private readonly ClientStats stats = new();
    private readonly BotMeter meter = new();

    [Test]
    public void OnlyTicksThatAreNewCountAsSnapshots()
    {
        bool[] counted = [meter.TryCount(new Tick(5)), meter.TryCount(new Tick(5)), meter.TryCount(new Tick(4)), meter.TryCount(new Tick(6))];
        Assert.That(counted, Is.EqualTo(new[] { true, false, false, true }));
        Assert.That(meter.Counts(stats).Snapshots, Is.EqualTo(2));
    }

    [Test]
    public void WhatWasBeforeTheWindowDoesNotCount()
    {
        meter.TryCount(new Tick(5));
        meter.RecordEntityAges([new Tick(1)], new Tick(5));
        meter.RecordSnapshotAge(1_000_000);
        meter.RecordInputWait(10);
        stats.EntityUpdates = 7;
        meter.Restart(stats);
        Assert.That(meter.Counts(stats), Is.EqualTo(default(BotCounts)));
        Assert.That(meter.EntityAge().Count + meter.SnapshotAge().Count + meter.InputWait().Count, Is.Zero);
    }

    [Test]
    public void AnotherMatchStartsItsTicksAnew()
    {
        meter.TryCount(new Tick(500));
        meter.Begin();
        Assert.That(meter.TryCount(new Tick(3)), Is.True);
    }

    [Test]
    public void AgesCountPerEntityAndAreBounded()
    {
        meter.RecordEntityAges([new Tick(10), new Tick(8), new Tick(11)], new Tick(10));
        meter.RecordEntityAges([new Tick(10)], new Tick(10_000));
        var ages = meter.EntityAge();
        Assert.That(ages.Count, Is.EqualTo(4));
        Assert.That(ages.Percentile(50), Is.Zero, "one that is newer than the trace knows is not old");
        Assert.That(ages.Percentile(75), Is.EqualTo(2));
        Assert.That(ages.Percentile(100), Is.EqualTo(255));
    }

    [Test]
    public void CorrectionTakesTheTicksThatWerePredictedAgain()
    {
        (stats.Corrections, stats.TicksReplayed) = (1, 12);
        meter.RecordCorrections(stats, tickRate: 60);
        meter.RecordCorrections(stats, tickRate: 60);
        (stats.Corrections, stats.TicksReplayed) = (3, 24);
        meter.RecordCorrections(stats, tickRate: 60);
        var corrections = meter.Correction();
        Assert.That(corrections.Count, Is.EqualTo(3));
        Assert.That(corrections.Percentile(50), Is.EqualTo(100).Within(1));
        Assert.That(corrections.Percentile(100), Is.EqualTo(200).Within(2));
    }

    [Test]
    public void BytesHaveTheTransportsHeader()
    {
        (stats.DatagramsReceived, stats.BytesReceived, stats.DatagramsSent, stats.BytesSent) = (10, 1000, 5, 100);
        var counts = meter.Counts(stats);
        Assert.That((counts.Bytes, counts.BytesSent), Is.EqualTo((1010L, 105L)));
    }

    [Test]
    public void AFrameOfMeasuringAllocatesNothing()
    {
        Tick[] held = [new Tick(10), new Tick(8)];
        Measure(held);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(held);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private void Measure(Tick[] held)
    {
        for (var i = 0; i < 100; i++)
        {
            meter.TryCount(new Tick((uint)i));
            meter.RecordSnapshotAge(i * 100_000);
            meter.RecordInputWait(i - 50);
            meter.RecordEntityAges(held, new Tick(12));
        }
    }
}
