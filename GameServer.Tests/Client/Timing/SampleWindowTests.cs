using CsCheck;
using GameServer.Client.Timing;

namespace GameServer.Tests.Client.Timing;

internal sealed class SampleWindowTests
{
    [Test]
    public void QuantileIsThatOfTheSortedSamples() => Gen.Select(Gen.Double[-200, 200].Array[1, 300], Gen.Int[1, 100], Gen.Double[0, 1]).Sample(
        static (samples, capacity, share) =>
        {
            var window = new SampleWindow(capacity);
            foreach (var sample in samples)
            {
                window.Add(sample);
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
        var window = new SampleWindow(capacity: 10);
        window.Add(-500);
        for (var i = 0; i < 10; i++)
        {
            window.Add(20);
        }

        Assert.That(window.Quantile(0), Is.EqualTo(20));
    }

    [Test]
    public void LowEndIsRightHoweverFarItMoves()
    {
        var window = new SampleWindow(capacity: 4);
        window.Add(0);
        window.Add(1e9);
        Assert.That(window.Quantile(0), Is.Zero);
        window.Add(-1_463);
        Assert.That(window.Quantile(0), Is.EqualTo(-1_463), "as when a welcome came late: the clock would stay behind for ever");
        for (var i = 0; i < 40; i++)
        {
            window.Add(7_000 + i);
        }

        Assert.That(window.Quantile(0), Is.EqualTo(7_036), "and up again");
    }

    [Test]
    public void EmptyWindowIsZero()
    {
        var window = new SampleWindow(capacity: 4);
        Assert.That(window.Quantile(0.5), Is.Zero);
        window.Add(33);
        window.Clear();
        Assert.That((window.Count, window.Quantile(0.5)), Is.EqualTo((0, 0.0)));
        window.Add(-7_000);
        Assert.That(window.Quantile(0.5), Is.EqualTo(-7_000), "the first sample after a clear is the new middle");
    }
}
