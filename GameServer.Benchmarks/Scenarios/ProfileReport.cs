using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What one network did to its players, and which promises were broken on it.</summary>
internal static class ProfileReport
{
    /// <param name="row">The network.</param>
    /// <param name="window">Server and bots in the measured time.</param>
    /// <param name="relay">The relay's counts, warm-up included.</param>
    /// <param name="players">How many have to be connected at the end.</param>
    public static JsonObject Of(ProfileRow row, LoadWindow window, JsonObject relay, int players)
    {
        var bots = window.Bots;
        var fresh = window.Difference("inputs.fresh");
        var due = fresh + window.Difference("inputs.repeated") + window.Difference("inputs.neutral");
        var desyncs = window.Difference("desyncs");
        var connected = LoadWindow.Value(bots, "connected");
        var violations = new JsonArray();
        if (desyncs > 0 && !row.MayDesync)
        {
            violations.Add($"{desyncs} desyncs");
        }

        if (connected < players)
        {
            violations.Add($"{connected} of {players} connected at the end");
        }

        if (window.Difference("hashChecks") <= 0 && !row.MayGoUnchecked)
        {
            violations.Add("no hash was compared");
        }

        return new JsonObject
        {
            ["profile"] = row.Name,
            ["seconds"] = Number(window.Seconds),
            ["connected"] = connected,
            ["inputsAtTheirTick"] = Number(fresh / due),
            ["corrections"] = bots["corrections"]?.DeepClone(),
            ["correctionMs"] = bots["correctionMs"]?.DeepClone(),
            ["snapshotAgeMs"] = bots["snapshotAgeMs"]?.DeepClone(),
            ["bytesPerSecondPerClient"] = bots["bytesPerSecondPerClient"]?["mean"]?.DeepClone(),
            ["bytesPerSecondPerClientUp"] = bots["bytesPerSecondPerClientUp"]?["mean"]?.DeepClone(),
            ["recordsPerSnapshot"] = Number(window.Difference("records") / window.Difference("snapshots")),
            ["predictionsChecked"] = bots["predictionsChecked"]?.DeepClone(),
            ["acks"] = window.Difference("acks"),
            ["hashChecks"] = window.Difference("hashChecks"),
            ["desyncs"] = desyncs,
            ["reconnects"] = bots["reconnects"]?.DeepClone(),
            ["botsLateFramesShare"] = Number(LoadWindow.Value(bots, "lateFrames") / LoadWindow.Value(bots, "frames")),
            ["lateTicks"] = window.Difference("lateTicks"),
            ["relay"] = relay,
            ["violations"] = violations,
        };
    }

    private static JsonNode? Number(double value) => double.IsFinite(value) ? Math.Round(value, 6) : null;
}
