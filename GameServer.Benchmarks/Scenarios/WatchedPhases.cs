using System.Text.Json.Nodes;
using GameServer.Benchmarks.Ticks;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The phases of a run, told together and one by one.</summary>
/// <remarks>
/// A miss is a whole tick period for which a room's players got nothing new beyond the one they wait in any case; what is made up for a moment later is a miss
/// and no skip. controlMissedInARow is what a thread that only slept would have missed by the same count, controlLateWakeups how many ticks it would have had late.
/// </remarks>
internal sealed class WatchedPhases(IReadOnlyList<WatchedPhase> phases, int rooms)
{
    private const double PeriodMs = 1000.0 / 60;

    /// <summary>The ticks of all phases of one kind.</summary>
    public TickFigures Ticks(bool disturbed) => Of(disturbed).Select(static phase => phase.Ticks).Aggregate(static (sum, one) => sum.And(one));

    /// <summary>By how much a total of the server grew in the disturbed phases.</summary>
    public double Difference(string path) => Of(disturbed: true).Sum(phase => phase.Difference(path));

    /// <summary>By how much each total of a group grew in the disturbed phases, those that did. Means are none.</summary>
    public JsonObject Differences(string group)
    {
        var grown = new JsonObject();
        foreach (var phase in Of(disturbed: true))
        {
            foreach (var (name, count) in Group(phase.After, group).Where(static one => !one.Key.EndsWith("Mean", StringComparison.Ordinal)))
            {
                // What has not come up yet is not in a report.
                var before = Group(phase.Before, group)[name] is { } had ? (double)had : 0;
                if ((double)count! - before is > 0 and var difference)
                {
                    grown[name] = (grown[name] is { } sum ? (double)sum : 0) + difference;
                }
            }
        }

        return grown;
    }

    /// <summary>All phases of one kind together.</summary>
    public JsonObject Describe(bool disturbed) => Describe(Of(disturbed), Ticks(disturbed));

    /// <summary>Each phase.</summary>
    public JsonArray DescribeEach() => [.. phases.Select(phase => (JsonNode)Describe([phase], phase.Ticks))];

    /// <summary>A number, or null for none.</summary>
    public static JsonNode? Round(double value) => double.IsFinite(value) ? Math.Round(value, 4) : null;

    private WatchedPhase[] Of(bool disturbed) => [.. phases.Where(phase => phase.IsDisturbed == disturbed)];

    private JsonObject Describe(WatchedPhase[] of, TickFigures ticks)
    {
        var seconds = of.Sum(static phase => phase.Seconds);
        return new JsonObject
        {
            ["disturbed"] = of[0].IsDisturbed,
            ["ticks"] = ticks.Ticks,
            ["unseen"] = ticks.Unseen,
            ["tickHz"] = Round(ticks.Ticks / ticks.Seconds / rooms),
            ["tickMs"] = Percentiles(ticks.DurationMs, ticks.MeanMs),
            ["tickLatenessMs"] = Percentiles(ticks.LatenessMs, double.NaN),
            ["lateTicks"] = ticks.Late,
            ["misses"] = ticks.Misses,
            ["missedInARow"] = ticks.MissedInARow,
            ["skipped"] = ticks.Skipped,
            ["skippedInARow"] = ticks.SkippedInARow,
            ["roomsThatMissed"] = ticks.RoomsThatMissed.Count,
            ["controlLateWakeups"] = Round(of.Average(static phase => phase.Control.LateShare) * ticks.Ticks),
            ["controlMissedInARow"] = of.Max(static phase => (int)(phase.Control.Lateness.Percentile(100) / PeriodMs)),
            ["controlLatenessP999Ms"] = Round(of.Max(static phase => phase.Control.Lateness.Percentile(99.9))),
            ["connected"] = of.Min(static phase => Bots(phase, "connected")),
            ["snapshotsPerSecondPerClient"] = new JsonObject
            {
                ["mean"] = Round(of.Average(static phase => Bots(phase, "snapshotsPerSecondPerClient.mean"))),
                ["min"] = Round(of.Min(static phase => Bots(phase, "snapshotsPerSecondPerClient.min"))),
            },
            ["snapshotAgeMs"] = Each(["p50", "p99", "p999"], name => of.Average(phase => Bots(phase, $"snapshotAgeMs.{name}"))),
            ["botsCpu"] = Round(of.Average(static phase => Bots(phase, "botsCpu"))),
            ["botsLateFramesShare"] = Round(of.Sum(static phase => Bots(phase, "lateFrames")) / of.Sum(static phase => Bots(phase, "frames"))),
            ["serverCpu"] = Round(of.Sum(static phase => phase.Difference("cpuSeconds")) / seconds),
            ["allocatedMbPerSecond"] = Round(of.Sum(static phase => phase.Difference("allocatedBytes")) / 1e6 / seconds),
            ["gc"] = Each(["gen0", "gen1", "gen2", "pauseMs"], name => of.Sum(phase => phase.Difference($"gc.{name}"))),
            ["rssMb"] = Round(of.Max(static phase => LoadWindow.Value(phase.After, "rssBytes")) / 1e6),
        };
    }

    private static double Bots(WatchedPhase phase, string path) => LoadWindow.Value(phase.Bots, path);

    private static JsonObject Each(string[] names, Func<string, double> value) => new([.. names.Select(name => KeyValuePair.Create(name, Round(value(name))))]);

    private static JsonObject Group(JsonNode node, string path) => path.Split('.').Aggregate(node, static (at, step) => at[step]!) as JsonObject ?? [];

    private static JsonObject Percentiles(Func<double, double> at, double mean) => new()
    {
        ["mean"] = Round(mean),
        ["p50"] = Round(at(50)),
        ["p99"] = Round(at(99)),
        ["p999"] = Round(at(99.9)),
        ["max"] = Round(at(100)),
    };
}
