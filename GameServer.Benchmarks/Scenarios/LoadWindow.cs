using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What was seen of one measured window.</summary>
/// <param name="Before">The server's totals when it began.</param>
/// <param name="After">The server's totals when it ended.</param>
/// <param name="Bots">What the bots saw in it.</param>
/// <param name="Control">A thread that only slept, in the window.</param>
/// <param name="Spinning">A thread that never slept, right after the window under the same load; null when there was none.</param>
internal sealed record LoadWindow(JsonObject Before, JsonObject After, JsonObject Bots, Wakeups Control, Samples? Spinning)
{
    private readonly Dictionary<long, JsonNode> roomsBefore = Rooms(Before).ToDictionary(static room => (long)Value(room, "id"));

    public double Seconds => Difference("monotonicNs") / 1e9;

    /// <summary>Ticks, their rate and players of each room that the server has at the window's end.</summary>
    public IReadOnlyList<(double Ticks, double Hz, double Players)> RoomTicks => [.. Rooms(After).Select(TicksOf)];

    /// <summary>Seconds in a second of the room that went slowest as the window ended; 1 when none was slowed.</summary>
    public double SlowestRate => Rooms(After).Select(static room => Value(room, "timeRate")).DefaultIfEmpty(1).Min();

    /// <summary>How many rooms went without what as the window ended, by the last step that they had come to.</summary>
    public JsonObject Shedding =>
        new(Rooms(After).GroupBy(static room => (string)room["shedding"]!).Select(static group => KeyValuePair.Create(group.Key, (JsonNode?)group.Count())));

    /// <summary>By how much one of the server's totals grew.</summary>
    public double Difference(string path) => Value(After, path) - Value(Before, path);

    /// <summary>The number at a path like <c>gc.gen0</c>; a report without it fails the scenario.</summary>
    public static double Value(JsonNode report, string path)
    {
        JsonNode? node = report;
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        // A number that was parsed is any kind of number; one that was put in is only what it was put in as.
        return node is not JsonValue value ? throw new ScenarioException($"A report lacks the number {path}.")
            : value.TryGetValue(out double number) ? number
            : value.TryGetValue(out int whole) ? whole
            : throw new ScenarioException($"A report lacks the number {path}.");
    }

    // From the beginning of one tick to that of another: a window that begins and ends anywhere would be wrong by a tick of some 700. For a room that was not
    // there when the window began, the window is all there is.
    private (double Ticks, double Hz, double Players) TicksOf(JsonNode room)
    {
        var before = roomsBefore.GetValueOrDefault((long)Value(room, "id"));
        var ticks = Value(room, "ticks") - (before is null ? 0 : Value(before, "ticks"));
        var seconds = before is null ? Seconds : (Value(room, "tickBegunNs") - Value(before, "tickBegunNs")) / 1e9;
        return (ticks, ticks == 0 ? 0 : ticks / seconds, Value(room, "players"));
    }

    /// <summary>Garbage collections of the server's process between two reports, and how long it stood still for them, in ms.</summary>
    public static JsonObject Collections(JsonObject before, JsonObject after) =>
        new(((string[])["gen0", "gen1", "gen2", "pauseMs"]).Select(name => KeyValuePair.Create(name, (JsonNode?)Math.Round(Value(after, $"gc.{name}") - Value(before, $"gc.{name}"), 4))));

    private static IEnumerable<JsonNode> Rooms(JsonObject report) =>
        (report["rooms"] as JsonArray ?? throw new ScenarioException("A report lacks the list of rooms.")).Select(static room => room!);
}
