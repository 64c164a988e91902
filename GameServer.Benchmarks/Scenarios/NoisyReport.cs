using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What bad rooms and clients were in the phases of a run.</summary>
/// <param name="RoomsMade">Bad rooms that were made.</param>
/// <param name="Flood">Datagrams that bad clients sent.</param>
internal readonly record struct NoiseMade(int RoomsMade, long Flood);

/// <summary>The JSON that <c>scenario noisy</c> writes: the good rooms alone, beside the bad ones, and what the server counted of those.</summary>
internal sealed class NoisyReport(NoisyOptions options, IReadOnlyList<WatchedPhase> phases, NoiseMade noise, JsonObject last)
{
    /// <summary>The report. Throws <see cref="Processes.ScenarioException"/> when the server's totals lack a number.</summary>
    public JsonObject Build(string commit)
    {
        var all = new WatchedPhases(phases, options.Rooms);
        var (alone, beside) = (all.Ticks(disturbed: false), all.Ticks(disturbed: true));
        return ScenarioReport.Of("noisy", commit, new JsonObject
        {
            ["rooms"] = options.Rooms,
            ["players"] = options.Players,
            ["shards"] = options.Shards,
            ["seconds"] = options.Seconds,
            ["pairs"] = options.Pairs,
            ["noise"] = new JsonArray([.. options.Kinds.Select(static kind => (JsonNode)kind.ToString().ToLowerInvariant())]),
            ["tickP50Ratio"] = WatchedPhases.Round(beside.DurationMs(50) / alone.DurationMs(50)),
            ["tickP99Ratio"] = WatchedPhases.Round(beside.DurationMs(99) / alone.DurationMs(99)),
            ["tickP999Ratio"] = WatchedPhases.Round(beside.DurationMs(99.9) / alone.DurationMs(99.9)),
            ["missedInARow"] = beside.MissedInARow,
            ["alone"] = all.Describe(disturbed: false),
            ["beside"] = all.Describe(disturbed: true),
            ["shed"] = Shed(all),
            ["phases"] = all.DescribeEach(),
            ["rssMb"] = WatchedPhases.Round(LoadWindow.Value(last, "rssBytes") / 1e6),
        });
    }

    private JsonObject Shed(WatchedPhases all)
    {
        var shed = new JsonObject { ["badRoomsMade"] = noise.RoomsMade, ["floodDatagrams"] = noise.Flood };
        foreach (var total in (string[])["roomsFailed", "roomsHung", "roomsSetAside", "roomsOverGarbage", "ticksSkipped", "deferred", "acksRefused", "uncertain", "dropped", "eventsNotQueued"])
        {
            shed[total] = all.Difference(total);
        }

        shed["inputs"] = all.Differences("inputs");
        shed["transport"] = new JsonObject([.. ((string[])["kernelDrops", "receiveLeftovers", "sendErrors", "shortSends", "sendsToClosed", "reliableQueueFull"])
            .Select(name => KeyValuePair.Create(name, (JsonNode?)all.Difference($"transport.{name}")))]);
        shed["refused"] = all.Differences("transport.refused");
        shed["goodbyes"] = all.Differences("goodbyes");
        return shed;
    }
}
