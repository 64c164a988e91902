using System.Text.Json.Nodes;
using GameServer.Benchmarks.Churn;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The JSON that <c>scenario churn</c> writes.</summary>
internal sealed class ChurnReport(ChurnOptions options, IReadOnlyList<WatchedPhase> phases, IReadOnlyList<ChurnResult> results, ChurnResult weight, JsonObject starts, JsonObject last)
{
    /// <summary>The report. Throws <see cref="Processes.ScenarioException"/> when the server's totals lack a number.</summary>
    public JsonObject Build(string commit)
    {
        var all = new WatchedPhases(phases, options.Rooms);
        var (alone, beside) = (all.Ticks(disturbed: false), all.Ticks(disturbed: true));
        return ScenarioReport.Of("churn", commit, new JsonObject
        {
            ["rooms"] = options.Rooms,
            ["players"] = options.Players,
            ["shards"] = options.Shards,
            ["seconds"] = options.Seconds,
            ["pairs"] = options.Pairs,
            ["rate"] = options.Rate,
            ["life"] = options.Life,
            ["seats"] = options.Seats,
            ["reserved"] = options.Reserved,
            ["made"] = results.Sum(static result => result.Made),
            ["ended"] = results.Sum(static result => result.Ended),
            ["failed"] = results.Sum(static result => result.Failed),
            ["madePerSecond"] = WatchedPhases.Round(results.Sum(static result => result.Made) / (options.Seconds * results.Count)),
            ["madeMs"] = new JsonObject
            {
                ["p50"] = WatchedPhases.Round(results.Max(static result => result.MadeMsP50)),
                ["p99"] = WatchedPhases.Round(results.Max(static result => result.MadeMsP99)),
                ["max"] = WatchedPhases.Round(results.Max(static result => result.MadeMsMax)),
            },
            ["lateTicks"] = beside.Late,
            ["lateWakeups"] = all.Describe(disturbed: true)["controlLateWakeups"]?.DeepClone(),
            ["lateTicksAlone"] = alone.Late,
            ["missedInARow"] = beside.MissedInARow,
            ["tickP99Ratio"] = WatchedPhases.Round(beside.DurationMs(99) / alone.DurationMs(99)),
            ["allocatedBytesPerRoom"] = WatchedPhases.Round(all.Difference("allocatedBytes") / results.Sum(static result => result.Made)),
            ["alone"] = all.Describe(disturbed: false),
            ["beside"] = all.Describe(disturbed: true),
            ["phases"] = all.DescribeEach(),
            ["room"] = new JsonObject
            {
                ["makeBytes"] = WatchedPhases.Round(weight.MakeBytes),
                ["makeUs"] = WatchedPhases.Round(weight.MakeMicros),
                ["bytesWithOneSeat"] = WatchedPhases.Round(weight.RoomBytes),
                ["bytesPerFurtherSeat"] = WatchedPhases.Round(weight.SeatBytes),
                ["filledBytesWithOneSeat"] = WatchedPhases.Round(weight.RoomBytesFilled),
                ["filledBytesPerFurtherSeat"] = WatchedPhases.Round(weight.SeatBytesFilled),
            },
            ["start"] = starts,
            ["rssMb"] = WatchedPhases.Round(LoadWindow.Value(last, "rssBytes") / 1e6),
        });
    }
}
