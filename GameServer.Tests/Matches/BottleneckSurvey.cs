using System.Numerics;
using GameServer.Client.Conditioning;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>
/// What a client's path takes is what it is sent. Measured where it counts: bytes that enter the link, in windows of 100 ms, with
/// the headers of UDP and IP that the link itself counts.
/// </summary>
internal sealed class BottleneckSurvey
{
    private const int WireHeaderBytes = 28;
    private const double WindowSeconds = 0.1;
    private const double CliffBegins = 10, CliffEnds = 20, PeriodEnds = 30; // N12
    private const double CliffBytesPerSecond = 6_000, FullBytesPerSecond = 32_000;

    [Test, Explicit]
    public void SURVEY([Values(150, 400)] int boulders)
    {
        for (var seed = 1001UL; seed <= 1040; seed++)
        {
            var e = EnteringAtTheCliff(boulders, seed);
            var before = Mean(e, 5, CliffBegins);
            int stretch = 0, longest = 0;
            for (var from = CliffBegins; from + 0.3 <= CliffEnds + 1e-9; from += WindowSeconds)
            {
                stretch = Mean(e, from, from + 0.3) > 1.1 * CliffBytesPerSecond ? stretch + 1 : 0;
                longest = Math.Max(longest, stretch);
            }

            double one = 0, two = 0, back = 99;
            for (var i = 0; i <= 80; i++)
            {
                one = Math.Max(one, Mean(e, 11 + (i * .1), 12 + (i * .1)));
                two = i <= 70 ? Math.Max(two, Mean(e, 11 + (i * .1), 13 + (i * .1))) : two;
            }

            for (var i = 0; i <= 90 && back > 90; i++)
            {
                back = Mean(e, 20 + (i * .1), 20.5 + (i * .1)) > 0.95 * Math.Min(before, FullBytesPerSecond) ? (i * .1) + .5 : 99;
            }

            System.IO.File.AppendAllText("/tmp/sv.txt",$"SV {boulders} {seed} {longest * .1:0.0} {one / 6000:0.000} {two / 6000:0.000} {Mean(e, 11.5, 20) / 6000:0.000} {before:0} {back:0.0} {Mean(e, 23, 30) / Math.Min(before, FullBytesPerSecond):0.000}\n");
        }
    }

    [Test, Explicit]
    public void TRACE()
    {
        var boulders = int.Parse(Environment.GetEnvironmentVariable("B")!);
        var seed = ulong.Parse(Environment.GetEnvironmentVariable("S")!);
        using var played = Start(boulders, seed, 1, DriftMatch.ProfileOf("N12"));
        var begun = played.Seconds;
        double down = 0, up = 0;
        played.Players[0].Tap.Down = bytes => { down += bytes.Length + WireHeaderBytes; return true; };
        played.Players[0].Tap.Up = bytes => { up += bytes.Length + WireHeaderBytes; return true; };
        using var f = new System.IO.StreamWriter("/tmp/trace.txt");
        for (var i = 0; i < 300; i++)
        {
            played.Run(ticks: 6);
            var r = played.Room.Seats[0].Replication.Rate;
            f.WriteLine($"{played.Seconds - begun:0.00} in {down * 10:0} up {up * 10:0} rate {r.BytesPerSecond:0} lim {r.IsLimited} q {r.QueueSeconds * 1000:0} del {r.DeliveryRate:0} cuts {played.Room.Seats[0].Replication.Acks.Counters.RateCuts} age {played.Room.Seats[0].AckAgeMs:0}");
            down = up = 0;
        }
    }

    [Test, Explicit]
    public void FALSECUTS([Values("N0", "N0a", "N1", "N1b", "N1c", "N2", "N2b", "N2c", "N3", "N3b", "N3c", "N4", "N4b", "N5", "N6", "N7", "N8")] string profile, [Values(20, 30, 60, 144)] int fps)
    {
        long cuts = 0;
        for (var seed = 1UL; seed <= 3; seed++)
        {
            using var match = Start(100, seed, 4, DriftMatch.ProfileOf(profile), fps);
            match.Run(60 * 60);
            cuts += match.Room.Seats.ToArray().Sum(static s => s.Replication.Acks.Counters.RateCuts);
        }

        System.IO.File.AppendAllText("/tmp/fc.txt", $"{profile} {fps} {cuts}\n");
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
