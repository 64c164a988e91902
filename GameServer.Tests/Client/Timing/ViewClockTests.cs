using GameServer.Client.Timing;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;

namespace GameServer.Tests.Client.Timing;

internal sealed class ViewClockTests
{
    private const int TickRate = 60;
    private const double Grid = 1.0 / ViewAge.PerTick;

    // An interval between snapshots, the jitter, and up to a frame of these 60 per second, in which everything is seen to arrive.
    [TestCase(0, 30, 33)]
    [TestCase(20, 30, 53)]
    [TestCase(0, 60, 17)]
    public void ViewStaysBehindByASnapshotAndTheJitter(double jitterMs, int snapshotRate, double delayMs)
    {
        var (clock, _) = Run(jitterMs, snapshotRate, seconds: 20);
        Assert.That(clock.DelayMs, Is.InRange(delayMs - 5, delayMs + 18));
    }

    [Test]
    public void NewerStateIsNearlyAlwaysThere()
    {
        var (_, starved) = Run(jitterMs: 20, snapshotRate: 30, seconds: 60);
        Assert.That(starved, Is.LessThan(0.03));
    }

    [Test]
    public void ViewNeverGoesBackAndNeverRunsATenthOff()
    {
        var clock = new ViewClock(TickRate, 30);
        var random = new Random(1);
        double now = 0, last = 0;
        for (var i = 0; i < 3_000; i++, now += 1.0 / 60)
        {
            if (i % 2 == 0)
            {
                clock.Measure(new Tick((uint)(1_000 + i)), now + (0.04 * random.NextDouble()));
            }

            clock.Advance(1.0 / 60, now);
            if (i > 60)
            {
                Assert.That(clock.Tick - last, Is.InRange(0.899 - Grid, 1.101 + Grid), $"frame {i}");
            }

            last = clock.Tick;
        }
    }

    [Test]
    public void ViewWithoutSnapshotsStandsStill()
    {
        var clock = new ViewClock(TickRate, 30);
        clock.Advance(1, 1);
        Assert.That(clock.Tick, Is.Zero);
    }

    [Test]
    public void StartForgetsTheOldConnection()
    {
        var (clock, _) = Run(jitterMs: 5, snapshotRate: 30, seconds: 5);
        clock.Start();
        clock.Measure(new Tick(50_000), 100);
        clock.Advance(1.0 / 60, 100);
        Assert.That(clock.Tick, Is.EqualTo(50_000).Within(5));
    }

    /// <summary>Plays over a link with jitter; gives the share of frames for which no state on the far side had arrived.</summary>
    private static (ViewClock Clock, double Starved) Run(double jitterMs, int snapshotRate, double seconds)
    {
        var clock = new ViewClock(TickRate, snapshotRate);
        var random = new Random(1);
        var underway = new List<(double At, uint Tick)>();
        uint newest = 0;
        int frames = 0, starved = 0;
        for (var tick = 1u; tick < seconds * TickRate; tick++)
        {
            var now = tick / (double)TickRate;
            if (tick % (TickRate / snapshotRate) == 0)
            {
                underway.Add((now + 0.1 + (jitterMs / 1000 * random.NextDouble()), tick));
            }

            foreach (var (_, arrived) in underway.Where(u => u.At <= now))
            {
                clock.Measure(new Tick(arrived), now);
                newest = Math.Max(newest, arrived);
            }

            underway.RemoveAll(u => u.At <= now);
            clock.Advance(1.0 / TickRate, now);
            frames += tick > 120 ? 1 : 0;
            starved += tick > 120 && clock.Tick > newest ? 1 : 0;
        }

        return (clock, starved / (double)frames);
    }
}
