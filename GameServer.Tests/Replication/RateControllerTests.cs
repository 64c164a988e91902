using GameServer.Replication;

namespace GameServer.Tests.Replication;

internal sealed class RateControllerTests
{
    private const double Max = 100_000;

    [Test]
    public void WhatAQueueLetsThroughBecomesTheRate()
    {
        var path = new Path(bytesPerSecond: 10_000);
        path.Run(seconds: 3);
        Assert.That(path.Rate.IsLimited);
        Assert.That(path.Rate.BytesPerSecond, Is.InRange(5_000, 13_000));
        Assert.That(path.Rate.DeliveryRate, Is.EqualTo(10_000).Within(1_500));
    }

    [Test]
    public void ASecondOfTheNarrowestPathIsStillSent()
    {
        var path = new Path(bytesPerSecond: 200);
        path.Run(seconds: 30);
        Assert.That(path.Rate.BytesPerSecond, Is.GreaterThanOrEqualTo(RateController.BytesPerSecondMin));
    }

    [Test]
    public void AnotherConnectionBeginsAtFullRate()
    {
        var path = new Path(bytesPerSecond: 10_000);
        path.Run(seconds: 3);
        path.Rate.Forget(0);
        Assert.That(path.Rate.BytesPerSecond, Is.EqualTo(Max));
        Assert.That(path.Rate.IsLimited, Is.False);
    }

    [Test]
    public void CutsAndTrialsAllocateNothing()
    {
        var path = new Path(bytesPerSecond: 10_000);
        path.Run(seconds: 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        path.Run(seconds: 20);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(path.Cuts + path.Trials, Is.GreaterThan(5));
    }

    /// <summary>A line of a certain width with room for half a second, and 50 ms of way.</summary>
    private sealed class Path(double bytesPerSecond)
    {
        private const double Step = 1 / 60.0, Way = 0.05, QueueMax = 0.5;

        private readonly Queue<(double Arrival, double Sent, long Bytes, long Sum)> under = new(1_000);
        private double now = 1, freeAt;
        private long sent, confirmed;

        public RateController Rate { get; } = new(Max);

        public int Cuts { get; private set; }

        /// <summary>Times the rate was raised.</summary>
        public int Trials { get; private set; }

        public void Run(double seconds)
        {
            for (var end = now + seconds; now < end; now += Step)
            {
                var bytes = (long)(Rate.BytesPerSecond * Step);
                sent += bytes;
                if (Math.Max(now, freeAt) - now < QueueMax)
                {
                    freeAt = Math.Max(now, freeAt) + (bytes / bytesPerSecond);
                    under.Enqueue((freeAt + Way, now, bytes, sent));
                }

                while (under.TryPeek(out var first) && first.Arrival <= now)
                {
                    under.Dequeue();
                    confirmed += first.Bytes;
                    var before = Rate.BytesPerSecond;
                    Cuts += Rate.OnAck((long)(first.Arrival * 1e9), confirmed, first.Sum, first.Arrival - first.Sent) ? 1 : 0;
                    Trials += Rate.BytesPerSecond > 1.1 * before ? 1 : 0;
                }
            }
        }
    }
}
