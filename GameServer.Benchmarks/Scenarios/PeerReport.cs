using System.Text.Json.Nodes;
using GameServer.Benchmarks.Peers;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>Two sides' figures of one run, and how many times ours a peer's are.</summary>
internal static class PeerReport
{
    /// <summary>Fields of which <c>ratio</c> has the peer's value divided by ours.</summary>
    private static readonly (string Name, string Path)[] Compared =
    [
        ("serverCpu", "serverCpu"),
        ("bytesPerSecondPerClient", "bytesPerSecondPerClient"),
        ("snapshotAgeMsP50", "snapshotAgeMs.p50"),
        ("snapshotAgeMsP99", "snapshotAgeMs.p99"),
    ];

    public static JsonObject Build(ColyseusOptions options, JsonObject colyseus, JsonObject ours, JsonObject versions)
    {
        var ratio = new JsonObject();
        foreach (var (name, path) in Compared)
        {
            ratio[name] = LoadWindow.Value(ours, path) is > 0 and var value ? Math.Round(LoadWindow.Value(colyseus, path) / value, 3) : null;
        }

        return ScenarioReport.Of("peer colyseus", (string)ours["commit"]!, new JsonObject
        {
            ["players"] = options.Players,
            ["rooms"] = options.Rooms,
            ["patchHz"] = options.PatchHz,
            ["patchAfterTick"] = options.PatchesAfterTick,
            ["tick"] = ColyseusOptions.TickHz,
            ["seconds"] = options.Seconds,
            ["versions"] = versions,
            ["ratio"] = ratio,
            ["colyseus"] = colyseus,
            ["ours"] = ours,
        }, (bool)ours["sealed"]!);
    }
}
