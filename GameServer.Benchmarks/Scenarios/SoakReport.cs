using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The JSON that <c>scenario soak</c> writes: each figure first, last and at its largest, and how memory goes.</summary>
/// <remarks>
/// A sample is two lines of the server's `--stats`, whose numbers are copied on its shards' threads in microseconds and without garbage there; what one line allocates on
/// its own thread is reportBytes, in no other figure and the only reason for a collection that a soak itself can be. Nothing is scraped over HTTP. Ticks are read
/// out of the tick trace, which costs the server some stores to memory per tick. Threads are counted from outside.
/// </remarks>
internal sealed class SoakReport(SoakOptions options, IReadOnlyList<SoakSample> samples)
{
    /// <summary>The report.</summary>
    public JsonObject Build(string commit)
    {
        var ticks = samples.Sum(static sample => sample.Ticks);
        return ScenarioReport.Of("soak", commit, new JsonObject
        {
            ["clients"] = options.Clients,
            ["decodeShare"] = LoadOptions.ShareOf(options.Clients),
            ["rooms"] = options.Rooms,
            ["players"] = options.Players,
            ["shards"] = options.Shards,
            ["minutes"] = Round(samples.Sum(static sample => sample.Seconds) / 60),
            ["samples"] = samples.Count,
            ["gc"] = new JsonObject
            {
                ["gen0"] = samples.Sum(static sample => sample.Gen0),
                ["gen1"] = samples.Sum(static sample => sample.Gen1),
                ["gen2"] = samples.Sum(static sample => sample.Gen2),
            },
            ["ticks"] = ticks,
            ["allocatedBytesPerTick"] = Course(static sample => sample.AllocatedBytes / sample.Ticks),
            ["reportBytes"] = Course(static sample => sample.ReportBytes),
            ["rssMb"] = Course(static sample => sample.RssBytes / 1e6),
            ["rssSlopeMbPerMinute"] = Round(Slope(static sample => sample.RssBytes / 1e6)),
            ["heapMb"] = Course(static sample => sample.HeapBytes / 1e6),
            ["threads"] = Course(static sample => sample.Threads),
            ["lateTicks"] = samples.Sum(static sample => sample.LateTicks),
            ["lateWakeups"] = Round(samples.Sum(static sample => sample.ControlLateShare * sample.Ticks)),
            ["ticksSkipped"] = samples.Sum(static sample => sample.TicksSkipped),
            ["missedInARow"] = samples.Max(static sample => sample.MissedInARow),
            ["tickMsP99"] = Course(static sample => sample.TickMsP99),
            ["snapshotsPerSecondMin"] = Round(samples.Min(static sample => sample.SnapshotsPerSecondMin)),
            ["connectedMin"] = samples.Min(static sample => sample.Connected),
            ["desyncs"] = samples.Sum(static sample => sample.Desyncs),
        });
    }

    private JsonObject Course(Func<SoakSample, double> value) => new()
    {
        ["first"] = Round(value(samples[0])),
        ["last"] = Round(value(samples[^1])),
        ["max"] = Round(samples.Max(value)),
    };

    // Least squares, per minute.
    private double Slope(Func<SoakSample, double> value)
    {
        var (time, level) = (samples.Average(static sample => sample.At), samples.Average(value));
        var spread = samples.Sum(sample => (sample.At - time) * (sample.At - time));
        return 60 * samples.Sum(sample => (sample.At - time) * (value(sample) - level)) / spread;
    }

    private static JsonNode? Round(double value) => WatchedPhases.Round(value);
}
