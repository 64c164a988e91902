using GameServer.Client.Timing;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Client.Timing;

internal sealed class InputClockTests
{
    [TestCase(0, 0)]
    [TestCase(100, 30)]
    [TestCase(215, 20)]
    [TestCase(5, 1)]
    public void InputsWaitALittleAndSeldomComeLate(double delayMs, double jitterMs)
    {
        var link = new Link(delayMs, jitterMs);
        link.Run(seconds: 5);
        link.Forget();
        link.Run(seconds: 60);
        Assert.That(link.LateShare, Is.LessThan(0.002));
        Assert.That(link.MeanWaitMs, Is.LessThan(25 + (1.5 * jitterMs)));
    }

    [Test]
    public void EveryTickGetsOneInputAndNoneIsLeftOut()
    {
        var link = new Link(100, 30);
        link.Run(seconds: 20);
        link.DelayMs = 300;
        link.Run(seconds: 10);
        link.DelayMs = 40;
        link.Run(seconds: 20);
        Assert.That(link.Due.Zip(link.Due.Skip(1), static (a, b) => b - a), Is.All.EqualTo(1));
    }

    [Test]
    public void BufferShrinksAgainAfterASpike()
    {
        var link = new Link(50, 5);
        link.Run(seconds: 10);
        var calm = link.Clock.LeadMs;
        link.DelayMs = 250;
        link.Run(seconds: 2);
        Assert.That(link.Clock.LeadMs, Is.GreaterThan(calm + 100));
        link.DelayMs = 50;
        link.Run(seconds: 15);
        Assert.That(link.Clock.LeadMs, Is.EqualTo(calm).Within(10));
    }

    // A network that has just changed leaves a window with two of them in it, farther apart than any wait may be.
    [Test]
    public void NoSpreadMakesTheClockWantInputsToComeLate()
    {
        var link = new Link(20, 2);
        link.Run(seconds: 4);
        var lowest = double.PositiveInfinity;
        for (var i = 0; i < 60; i++)
        {
            link.DelayMs = Math.Min(520, 20 + (25 * i));
            link.Run(seconds: 0.05);
            lowest = Math.Min(lowest, link.Clock.TargetMs);
        }

        Assert.That(lowest, Is.GreaterThanOrEqualTo(8));
    }

    [Test]
    public void ClockWithoutAnswersRunsOnItsGuess()
    {
        var clock = new InputClock(60, 60);
        clock.Start(new Tick(100));
        for (var i = 0; i < 60; i++)
        {
            clock.Elapse(1 / 60.0);
            clock.Advance(1 / 60.0, out _);
        }

        Assert.That(clock.Now.Number, Is.EqualTo(160).Within(1));
        Assert.That(clock.LeadMs, Is.Zero);
    }

    [Test]
    public void AnswersAboutTicksBeforeItsStartAreIgnored()
    {
        var clock = new InputClock(60, 60);
        clock.Start(new Tick(100));
        clock.Elapse(0.2);
        clock.Advance(0.2, out _);
        clock.Measure(new SnapshotHeader(1, new Tick(99), 0, 0, 200));
        clock.Measure(new SnapshotHeader(2, new Tick(105), 0, 0, SnapshotHeader.WaitUnknown));
        clock.Measure(new SnapshotHeader(3, new Tick(900), 0, 0, 200));
        Assert.That(clock.LeadMs, Is.Zero);
    }

    [Test]
    public void FractionRunsFromTickToTick()
    {
        var clock = new InputClock(10, 10);
        clock.Start(new Tick(5));
        clock.Elapse(0.025);
        clock.Advance(0.025, out var last);
        Assert.That((last, clock.Now), Is.EqualTo((new Tick(5), new Tick(5))));
        Assert.That(clock.Fraction, Is.EqualTo(0.25).Within(1e-6));
        clock.Elapse(0.1);
        clock.Advance(0.1, out _);
        Assert.That(clock.Now, Is.EqualTo(new Tick(6)));
        Assert.That(clock.Fraction, Is.EqualTo(0.25).Within(1e-6));
    }

    /// <summary>A server that ticks 60 times per second and says how long inputs waited, over a link with a delay in each direction.</summary>
    private sealed class Link
    {
        private const int TickRate = 60;
        private readonly Random random = new(1);
        private readonly double jitterMs;
        private readonly SortedDictionary<uint, double> arrivals = [];
        private readonly List<(double At, SnapshotHeader Header)> answers = [];
        private double now;
        private double reported = double.PositiveInfinity;
        private uint serverTick = 100;
        private uint newest = 100;
        private uint consumed;
        private int fresh;
        private int late;
        private double waits;

        public Link(double delayMs, double jitterMs)
        {
            (DelayMs, this.jitterMs) = (delayMs, jitterMs);
            Clock.Start(new Tick(100));
        }

        public InputClock Clock { get; } = new(TickRate, TickRate);

        public double DelayMs { get; set; }

        public List<int> Due { get; } = [];

        public double LateShare => late / (double)Math.Max(1, late + fresh);

        public double MeanWaitMs => waits / fresh;

        public void Forget() => (fresh, late, waits) = (0, 0, 0);

        public void Run(double seconds)
        {
            for (var end = now + (seconds * 1000); now < end; now += 1000.0 / TickRate)
            {
                Clock.Elapse(1.0 / TickRate);
                Clock.Advance(1.0 / TickRate, out var last);
                for (var tick = last + 1; tick <= Clock.Now; tick += 1)
                {
                    Due.Add((int)tick.Number);
                    arrivals[tick.Number] = now + Delay();
                }

                Tick();
                foreach (var (_, header) in answers.Where(a => a.At <= now).ToArray())
                {
                    Clock.Measure(header);
                }

                answers.RemoveAll(a => a.At <= now);
            }
        }

        private double Delay() => Math.Max(0, DelayMs + (jitterMs * ((2 * random.NextDouble()) - 1)));

        // The server's tick of this moment, 7 ms after the client's frame.
        private void Tick()
        {
            serverTick++;
            var at = now + 7;
            foreach (var (tick, arrival) in arrivals.Where(a => a.Value <= at && a.Key < serverTick).ToArray())
            {
                reported = Math.Min(reported, at - ((serverTick - tick) * 1000.0 / TickRate) - arrival);
                newest = Math.Max(newest, tick);
                arrivals.Remove(tick);
                late++;
            }

            newest = Math.Max(newest, arrivals.Where(a => a.Value <= at).Select(static a => a.Key).DefaultIfEmpty(0u).Max());
            if (arrivals.TryGetValue(serverTick, out var came) && came <= at)
            {
                arrivals.Remove(serverTick);
                consumed = serverTick;
                reported = Math.Min(reported, at - came);
                waits += at - came;
                fresh++;
            }

            var wait = double.IsInfinity(reported) ? SnapshotHeader.WaitUnknown : (int)Math.Floor(Math.Clamp(reported, -255, 255));
            var age = consumed == 0 ? SnapshotHeader.ConsumedAgeMax : (int)Math.Min(SnapshotHeader.ConsumedAgeMax, serverTick - consumed);
            answers.Add((at + Delay(), new SnapshotHeader(serverTick, new Tick(serverTick), age, (int)newest - (int)serverTick, wait)));
            reported = double.PositiveInfinity;
        }
    }
}
