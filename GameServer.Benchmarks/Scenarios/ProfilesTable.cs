using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The report as the table of <c>docs/netcode.md</c>. Where no hash was compared it says nothing of desyncs.</summary>
internal static class ProfilesTable
{
    public static string Of(JsonObject report)
    {
        var text = new StringBuilder("""
            | profile | inputs at their tick | corrections/min | correction p99, ms | snapshot age p50 / p99, ms | bytes/s down / up | desyncs | reconnects | on a seat |
            |---|---|---|---|---|---|---|---|---|

            """);
        foreach (var row in (JsonArray)report["profiles"]!)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row!["profile"]} | {Of(row, 4, "inputsAtTheirTick")} | {Of(row, 1, "corrections", "mean")} | {Of(row, 0, "correctionMs", "p99")} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Of(row, 1, "snapshotAgeMs", "p50")} / {Of(row, 1, "snapshotAgeMs", "p99")} | {Of(row, 0, "bytesPerSecondPerClient")} / {Of(row, 0, "bytesPerSecondPerClientUp")} ");
            text.Append(CultureInfo.InvariantCulture, $"| {(Of(row, 0, "hashChecks") == "0" ? "-" : Of(row, 0, "desyncs"))} | {Of(row, 0, "reconnects")} | {Of(row, 0, "connected")} |\n");
        }

        return text.ToString();
    }

    private static string Of(JsonNode row, int digits, params ReadOnlySpan<string> path)
    {
        JsonNode? node = row;
        foreach (var step in path)
        {
            node = (node as JsonObject)?[step];
        }

        // Over its text: what was parsed and what was made hold their numbers in different types.
        return node is not null && double.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value.ToString($"F{digits}", CultureInfo.InvariantCulture)
            : "-";
    }
}
