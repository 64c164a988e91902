using CsCheck;
using GameServer.Client.Timing;

namespace GameServer.Tests.Client.Timing;

internal sealed class SampleWindowTests
{
    [Test]
    public void QuantileIsThatOfTheSortedSamples() => Gen.Select(Gen.Double[-200, 200].Array[1, 300], Gen.Int[1, 100], Gen.Double[0, 1]).Sample(
        static (samples, capacity, share) =>
        {
            var window = new SampleWindow(capacity, seconds: 1);
            foreach (var sample in samples)
            {
                window.Add(sample, now: 0);
            }

            var sorted = samples.TakeLast(capacity).Order().ToArray();
            var rank = Math.Max(1, (int)Math.Ceiling(share * sorted.Length));
            Assert.That(window.Count, Is.EqualTo(sorted.Length));
            Assert.That(window.Quantile(share), Is.EqualTo(Math.Floor(sorted[rank - 1])));
        },
        iter: 1_000);

    [Test]
    public void OldSamplesFallOut()
    {
        var window = new SampleWindow(capacity: 10, seconds: 1);
        window.Add(-500, now: 0);
        for (var i = 0; i < 10; i++)
        {
            window.Add(20, now: 0);
        }

        Assert.That(window.Quantile(0), Is.EqualTo(20));
    }

    [Test]
    public void OldSamplesFallOutHoweverFewCome()
    {
        var window = new SampleWindow(capacity: 100, seconds: 3);
        window.Add(-500, now: 0);
        for (var i = 0; i < 10; i++)
        {
            window.Add(20, now: 1 + (i * 0.2));
        }

        Assert.That(window.Quantile(0), Is.EqualTo(-500));
        window.Add(20, now: 3.5);
        Assert.That((window.Quantile(0), window.Count), Is.EqualTo((20.0, 11)));
        window.Add(40, now: 99);
        Assert.That((window.Quantile(0), window.Count), Is.EqualTo((20.0, 8)), "something to go by");
    }

    [Test]
    public void LowEndIsRightHoweverFarItMoves()
    {
        var window = new SampleWindow(capacity: 4, seconds: 1);
        window.Add(0, now: 0);
        window.Add(1e9, now: 0);
        Assert.That(window.Quantile(0), Is.Zero);
        window.Add(-1_463, now: 0);
        Assert.That(window.Quantile(0), Is.EqualTo(-1_463), "as when a welcome came late: the clock would stay behind for ever");
        for (var i = 0; i < 40; i++)
        {
            window.Add(7_000 + i, now: 0);
        }

        Assert.That(window.Quantile(0), Is.EqualTo(7_036), "and up again");
    }

    [Test]
    public void EmptyWindowIsZero()
    {
        var window = new SampleWindow(capacity: 4, seconds: 1);
        Assert.That(window.Quantile(0.5), Is.Zero);
        window.Add(33, now: 0);
        window.Clear();
        Assert.That((window.Count, window.Quantile(0.5)), Is.EqualTo((0, 0.0)));
        window.Add(-7_000, now: 0);
        Assert.That(window.Quantile(0.5), Is.EqualTo(-7_000), "the first sample after a clear is the new middle");
    }
}
