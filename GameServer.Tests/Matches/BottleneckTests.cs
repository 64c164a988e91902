using System.Numerics;
using GameServer.Client.Conditioning;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>
/// What a client's path takes is what it is sent. Measured where it counts: bytes that enter the link, in windows of 100 ms, with
/// the headers of UDP and IP that the link itself counts.
/// </summary>
internal sealed class BottleneckTests
{
    private const int WireHeaderBytes = 28;
    private const double WindowSeconds = 0.1;
    private const double CliffBegins = 10, CliffEnds = 20, PeriodEnds = 30; // N12
    private const double CliffBytesPerSecond = 6_000, FullBytesPerSecond = 32_000;

    // The bound is read as: no unbroken stretch above 110 % of the bottleneck is longer than a second. What the path takes is tried
    // now and then, so a second may by itself hold a little more; two seconds show that it is a little.
    [Test]
    public void CliffIsAnsweredWithinASecondAndForgottenWithinThree([Values(150, 400)] int boulders, [Values(1UL, 2UL, 3UL, 4UL, 5UL, 6UL)] ulong seed)
    {
        var entered = EnteringAtTheCliff(boulders, seed);
        var before = Mean(entered, 5, CliffBegins);
        Assert.That(before, Is.GreaterThan(3 * CliffBytesPerSecond), "or there would be no cliff");

        // Smoothed over 300 ms, so that a gap of one window does not end a stretch.
        var stretch = 0;
        for (var from = CliffBegins; from + 0.3 <= CliffEnds; from += WindowSeconds)
        {
            stretch = Mean(entered, from, from + 0.3) > 1.1 * CliffBytesPerSecond ? stretch + 1 : 0;
            Assert.That(stretch * WindowSeconds, Is.LessThanOrEqualTo(1 + 1e-9), $"above 110 % until {from:0.0} s");
        }

        for (var from = CliffBegins + 1; from + 2 <= CliffEnds; from += WindowSeconds)
        {
            Assert.That(Mean(entered, from, from + 2), Is.LessThanOrEqualTo(1.25 * CliffBytesPerSecond), $"the two seconds from {from:0.0} s");
        }

        Assert.That(Mean(entered, CliffBegins + 1, CliffEnds), Is.InRange(0.7 * CliffBytesPerSecond, 1.1 * CliffBytesPerSecond), "and the path is used");
        var full = Math.Min(before, FullBytesPerSecond);
        var best = Enumerable.Range(0, 26).Max(i => Mean(entered, CliffEnds + (i * WindowSeconds), CliffEnds + 0.5 + (i * WindowSeconds)));
        Assert.That(best, Is.GreaterThan(0.95 * full), "within three seconds of its end");
        Assert.That(Mean(entered, CliffEnds + 3, PeriodEnds), Is.GreaterThan(0.95 * full), "from then on");
    }

    // What a network does that is wide enough is no reason to send less, whatever it loses and however it reorders.
    [Test]
    public void NothingIsHeldBackWhereNothingIsNarrow(
        [Values("N0", "N0a", "N1", "N1b", "N1c", "N2", "N2b", "N2c", "N3", "N3b", "N3c", "N4", "N4b", "N5", "N6", "N7", "N8")] string profile,
        [Values(20, 60)] int framesPerSecond)
    {
        using var match = Start(boulders: 100, seed: 5, clients: 3, DriftMatch.ProfileOf(profile), framesPerSecond);
        match.Run(ticks: 60 * 60);
        match.AssertEveryClientAgrees();
        for (var seat = 0; seat < 3; seat++)
        {
            Assert.That(match.Room.Seats[seat].Replication.Acks.Counters.RateCuts, Is.Zero, match.Replay);
            Assert.That(match.Room.Seats[seat].Replication.Rate.IsLimited, Is.False);
        }
    }

    [Test]
    public void APathThatHasBecomeLongerIsNoQueueForEver()
    {
        var longer = DriftMatch.ProfileOf("N1") with { Phases = [new LinkPhase(10, 1_000) { ExtraDelaySeconds = 0.15 }] };
        using var match = Start(boulders: 100, seed: 7, clients: 1, longer);
        match.Run(ticks: 60 * 11);
        var rate = match.Room.Seats[0].Replication.Rate;
        Assert.That(rate.IsLimited, "a delay that grows looks like a queue at first");
        match.Run(ticks: 60 * 10);
        Assert.That(rate.IsLimited, Is.False);
        Assert.That(rate.QueueSeconds, Is.LessThan(0.05));
    }

    [Test]
    public void NarrowPathOfOneChangesNothingForOthers()
    {
        using var alone = Start(boulders: 150, seed: 6, clients: 2, profile: null);
        using var beside = Start(boulders: 150, seed: 6, clients: 2, profile: null);
        beside.AddClient(profile: DriftMatch.ProfileOf("N12"));
        alone.Run(ticks: 1_200);
        beside.Run(ticks: 1_200);
        for (var seat = 0; seat < 2; seat++)
        {
            Assert.That(beside.Room.Seats[seat].Replication.Acks.Counters.RateCuts, Is.Zero);
            Assert.That(beside.Room.Seats[seat].Replication.Acks.Counters.Snapshots, Is.EqualTo(alone.Room.Seats[seat].Replication.Acks.Counters.Snapshots).Within(1));
        }

        Assert.That(beside.Room.Seats[2].Replication.Acks.Counters.RateCuts, Is.Positive);
    }

    private static double[] EnteringAtTheCliff(int boulders, ulong seed)
    {
        using var played = Start(boulders, seed, 1, DriftMatch.ProfileOf("N12"));
        var begun = played.Seconds;
        var windows = new double[(int)Math.Round(PeriodEnds / WindowSeconds)];
        played.Players[0].Tap.Down = bytes =>
        {
            var window = (int)((played.Seconds - begun) / WindowSeconds);
            if (window < windows.Length)
            {
                windows[window] += bytes.Length + WireHeaderBytes;
            }

            return true;
        };
        played.Run(ticks: (int)(60 * PeriodEnds));
        played.AssertEveryClientAgrees();
        return windows;
    }

    private static double Mean(double[] windows, double from, double to)
    {
        int first = (int)Math.Round(from / WindowSeconds), end = (int)Math.Round(to / WindowSeconds);
        return windows.AsSpan(first, end - first).ToArray().Sum() / (to - from);
    }

    /// <summary>Boulders that all change with every tick, by amounts that nobody guesses.</summary>
    private static TestMatch<Push, Walker> Start(int boulders, ulong seed, int clients, LinkProfile? profile, double framesPerSecond = 60) => new(
        () => new SandboxGame
        {
            Started = room =>
            {
                for (var i = 0; i < boulders; i++)
                {
                    room.Spawn(new Boulder { Position = new Vector2(i % 20, i / 20), Weight = 500_000 });
                }
            },
            Ticked = static room =>
            {
                foreach (var boulder in room.All<Boulder>())
                {
                    boulder.Value.Weight = Math.Clamp(boulder.Value.Weight + room.Random.NextInt(200) - 100, 0, 1_000_000);
                }
            },
        },
        static (tick, seat) => new Push { X = (((int)(tick.Number / 40) + seat.Index) % 3) - 1 },
        new SimulationSettings { Seed = seed, Clients = clients, Profile = profile, FramesPerSecond = framesPerSecond });
}
