using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Bots.Measuring;

internal sealed class SamplesTests
{
    [Test]
    public void PercentilesOfTimesAreMilliseconds()
    {
        var samples = Samples.OfTimes(digits: 2);
        for (var i = 1; i <= 1000; i++)
        {
            samples.RecordTime(i * 100_000L);
        }

        Assert.That(samples.Percentile(50), Is.EqualTo(50).Within(1).Percent);
        Assert.That(samples.Percentile(99), Is.EqualTo(99).Within(1).Percent);
    }

    [Test]
    public void ATimeOutOfRangeCountsAsTheLimit()
    {
        var samples = Samples.OfTimes(digits: 2);
        samples.RecordTime(-5);
        samples.RecordTime(long.MaxValue);
        Assert.That(samples.Count, Is.EqualTo(2));
        Assert.That(samples.Percentile(100), Is.EqualTo(60_000).Within(1).Percent);
    }

    [Test]
    public void WaitsMayBeNegative()
    {
        var samples = Samples.OfWaits();
        samples.Record(-20);
        samples.Record(30);
        Assert.That(samples.Percentile(50), Is.EqualTo(-20).Within(1));
        Assert.That(samples.Percentile(100), Is.EqualTo(30).Within(1));
    }

    [Test]
    public void NoSamplesHaveNoPercentile() => Assert.That(Samples.OfTicks().Percentile(50), Is.NaN);

    [Test]
    public void SumsKeepEverySample()
    {
        Samples one = Samples.OfTicks(), other = Samples.OfTicks();
        one.Record(1, count: 3);
        other.Record(200);
        one.Add(other);
        Assert.That(one.Count, Is.EqualTo(4));
        Assert.That(one.Percentile(75), Is.EqualTo(1));
        Assert.That(one.Percentile(100), Is.EqualTo(200));
    }
}
