using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Benchmarks.Peers;

/// <summary>Colyseus's figures of a window, under the names that our own scenarios have for the same things.</summary>
internal sealed class ColyseusReport(ColyseusOptions options, ColyseusWindow window)
{
    private const double TickHzTolerance = 0.5;
    private const double SnapshotShareMin = 59.0 / 60;
    private const double BusyShareMax = 0.75;

    private readonly JsonObject[] clients = [.. window.Clients.SelectMany(static process => (process["clients"] as JsonArray ?? []).Select(static client => (JsonObject)client!))];

    /// <summary>Throws <see cref="ScenarioException"/> when not every client was heard of.</summary>
    public JsonObject Build()
    {
        if (clients.Length != options.Clients)
        {
            throw new ScenarioException($"Of Colyseus's {options.Clients} clients {clients.Length} reported.");
        }

        var ages = new SnapshotAges(window.Stamps, window.Arrivals, options.Rooms, options.Clients);
        var (tickHz, gaps) = Pace();
        var snapshots = Mean("snapshotsPerSecond");
        var bytes = Mean("bytesPerSecond");
        var report = new JsonObject
        {
            ["held"] = null,
            ["notHeldBecause"] = null,
            ["clientsWereTheLimit"] = Busiest > BusyShareMax,
            ["transport"] = "WebSocket over TCP",
            ["sealed"] = false,
            ["seconds"] = Round(window.Seconds),
            ["inputsHz"] = ColyseusOptions.InputsHz,
            ["connected"] = window.Clients.Sum(static process => Value(process, "connected")),
            ["playersSeen"] = new JsonObject { ["mean"] = Round(Mean("fightersSeen")), ["min"] = Round(clients.Min(static client => Value(client, "fightersSeen"))) },
            ["tickHz"] = Round(tickHz),
            ["tickGapMs"] = Percentiles(gaps),
            ["snapshotsPerSecondPerClient"] = new JsonObject { ["mean"] = Round(snapshots), ["min"] = Round(clients.Min(static client => Value(client, "snapshotsPerSecond"))) },
            ["serverCpu"] = Round(window.ServerCpuSeconds / window.Seconds),
            ["clientsCpu"] = Round(window.Clients.Sum(static process => Value(process, "cpuSeconds") / Value(process, "seconds"))),
            ["clientsBusyShare"] = Round(Busiest),
            ["bytesPerSecondPerClient"] = Round(bytes),
            ["bytesPerSecondPerClientUp"] = Round(Mean("bytesPerSecondUp")),
            ["bytesPerEntityUpdate"] = Round(bytes / (snapshots * options.Players)),
            ["snapshotAgeMs"] = Percentiles(ages.AtFrame),
            ["decodingAgeMs"] = Percentiles(ages.AtDecoding),
            ["rssMb"] = Round(window.ServerResidentBytes / 1e6),
        };
        var reasons = NotHeld(report);
        report["held"] = reasons.Count == 0;
        report["notHeldBecause"] = reasons;
        return report;
    }

    // The event loop of the busiest process. Patches come in bursts, so that well below 1 it measures itself: at 0.9 clients already lost their seats for not answering.
    private double Busiest => window.Clients.Max(static process => Value(process, "busyShare"));

    // The slowest room's ticks per second, and the time from each tick's end to the next one's of all rooms.
    private (double Hz, Samples Gaps) Pace()
    {
        var gaps = Samples.OfTimes(digits: 2);
        var fewest = int.MaxValue;
        foreach (var room in window.Stamps.GroupBy(static stamp => stamp.Who))
        {
            var ticks = room.Where(stamp => stamp.Time >= window.Begin && stamp.Time < window.End).Select(static stamp => stamp.Time).ToArray();
            fewest = Math.Min(fewest, ticks.Length);
            for (var i = 1; i < ticks.Length; i++)
            {
                gaps.RecordTime(ticks[i] - ticks[i - 1]);
            }
        }

        return (fewest / window.Seconds, gaps);
    }

    private JsonArray NotHeld(JsonObject report)
    {
        var reasons = new JsonArray();
        Require(Value(report, "tickHz") >= ColyseusOptions.TickHz - TickHzTolerance, "the tick rate fell");
        Require(Value(report, "connected") == options.Clients, "players lost their seats");
        Require(Array.TrueForAll(clients, client => Value(client, "fightersSeen") == options.Players), "not everybody saw everybody");
        Require(clients.Min(static client => Value(client, "snapshotsPerSecond")) >= options.PatchHz * SnapshotShareMin, "a client got too few snapshots");
        Require(Busiest <= BusyShareMax, "the clients were the limit");
        return reasons;

        void Require(bool holds, string otherwise)
        {
            if (!holds)
            {
                reasons.Add(otherwise);
            }
        }
    }

    private double Mean(string field) => clients.Average(client => Value(client, field));

    private static double Value(JsonObject report, string field) => report[field] is JsonValue value && value.TryGetValue(out double number) ? number
        : throw new ScenarioException($"The report of Colyseus's clients lacks the number {field}.");

    private static JsonObject Percentiles(Samples samples) => new()
    {
        ["p50"] = Round(samples.Percentile(50)),
        ["p99"] = Round(samples.Percentile(99)),
        ["p999"] = Round(samples.Percentile(99.9)),
    };

    private static double Round(double value) => double.IsFinite(value) ? Math.Round(value, 4) : throw new ScenarioException("Colyseus's clients decoded nothing.");
}
