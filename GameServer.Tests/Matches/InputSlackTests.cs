using GameServer.Client.Sessions;
using GameServer.Simulation.Inputs;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>
/// How many inputs are at their tick, for how much slack: the time from where an input without jitter arrives to its tick. At N4
/// loss alone leaves 0.006 % of them behind at 60 ms, and frames that fall on whole ticks only allow slacks a tick apart.
/// </summary>
internal sealed class InputSlackTests
{
    private const int Clients = 8;
    private const int WarmUpTicks = 300;
    private const int Ticks = 60 * 60;
    private const double OneWaySeconds = 0.1;

    [Test]
    public void HeadlineNetworkLosesOneInputInTenThousandAtSixtyMilliseconds()
    {
        var (onTime, slackMs, worst) = Measure("N4", seeds: 12, new ClientOptions());
        TestContext.Out.WriteLine($"N4: {onTime:0.000000} at {slackMs:0.0} ms, the worst client {worst:0.0000}");
        Assert.That(onTime, Is.GreaterThanOrEqualTo(0.9999));
        Assert.That(slackMs, Is.LessThanOrEqualTo(60));
        Assert.That(worst, Is.GreaterThanOrEqualTo(0.998), "for each client");
    }

    // What a burst of three loses no slack of 60 ms brings back, with a datagram per tick: 98.61 % at the best. A client that wants no more lag
    // than that may say so, and sends each of them twice.
    [Test]
    public void BurstsLoseLittleWhenTheWaitIsBounded()
    {
        var (onTime, slackMs, worst) = Measure("N4b", seeds: 6, new ClientOptions { InputWaitMsMax = 61 });
        TestContext.Out.WriteLine($"N4b: {onTime:0.000000} at {slackMs:0.0} ms, the worst client {worst:0.0000}");
        Assert.That(onTime, Is.GreaterThanOrEqualTo(0.994));
        Assert.That(slackMs, Is.LessThanOrEqualTo(60));
        Assert.That(worst, Is.GreaterThanOrEqualTo(0.986), "for each client");
    }

    private static (double OnTime, double SlackMs, double Worst) Measure(string profile, ulong seeds, ClientOptions options)
    {
        long due = 0, missed = 0, measured = 0;
        double slacks = 0, worst = 1;
        for (var seed = 1ul; seed <= seeds; seed++)
        {
            TestMatch<DriftInput, Drifter>? running = null;
            var sent = new Dictionary<(uint Tick, int Seat), double>();
            var settings = new SimulationSettings { Seed = seed, Clients = Clients, Profile = DriftMatch.ProfileOf(profile), ClientOptions = options };
            using var match = running = new TestMatch<DriftInput, Drifter>(
                static () => new DriftGame(),
                (tick, seat) =>
                {
                    sent[(tick.Number, seat.Index)] = running!.Seconds;
                    return Drift.Scripted(tick, seat);
                },
                settings);
            match.Run(WarmUpTicks);
            var misses = new int[Clients];
            var seen = match.Room.Room.Tick;
            match.ServerTurned = () =>
            {
                if (match.Room.Room.Tick == seen)
                {
                    return;
                }

                seen = match.Room.Room.Tick;
                foreach (var seat in match.Room.Room.Seats[..Clients])
                {
                    due++;
                    misses[seat.Id.Index] += seat.InputSource == InputSource.Fresh ? 0 : 1;
                    if (sent.TryGetValue((seen.Number, seat.Id.Index), out var at))
                    {
                        measured++;
                        slacks += (match.Seconds - at - OneWaySeconds) * 1000;
                    }
                }
            };
            match.Run(Ticks);
            missed += misses.Sum();
            worst = Math.Min(worst, 1 - (misses.Max() / (double)Ticks));
        }

        return (1 - (missed / (double)due), slacks / measured, worst);
    }
}
