using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GameServer.Tools.Bots.Commands;

/// <summary>A report's main figures as a few lines for a person.</summary>
internal static class Summary
{
    private const string Gap = "  ";
    private const int TitleWidth = -22;

    public static string Of(JsonObject report)
    {
        var text = new StringBuilder();
        Line(text, "players", report, ("on a seat", "connected"), ("of", "clients"), ("profile", "profile"));
        Line(text, "snapshots/s each", report, ("mean", "snapshotsPerSecondPerClient.mean"), ("min", "snapshotsPerSecondPerClient.min"));
        Line(text, "bytes/s each", report, ("mean", "bytesPerSecondPerClient.mean"), ("max", "bytesPerSecondPerClient.max"), ("per entity update", "bytesPerEntityUpdate"));
        if (report["snapshotAgeMs"] is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{"snapshot age, ms",TitleWidth}not measured; needs --tick-trace, here and at the server\n");
        }
        else
        {
            Line(text, "snapshot age, ms", report, ("p50", "snapshotAgeMs.p50"), ("p99", "snapshotAgeMs.p99"), ("p99.9", "snapshotAgeMs.p999"));
        }

        Line(text, "entity age, ticks", report, ("p50", "entityAgeTicks.p50"), ("p99", "entityAgeTicks.p99"), ("max", "entityAgeTicks.max"));
        Line(text, "corrections/min each", report, ("mean", "corrections.mean"), ("max", "corrections.max"), ("undisturbed share", "undisturbedShare"));
        if (Find(report, "api") is not null)
        {
            Line(text, "rooms by API", report, ("allocated", "api.allocated"), ("p50 ms", "api.allocationMs.p50"), ("p99", "api.allocationMs.p99"), ("refused", "api.errors"));
        }

        Line(text, "chat lines", report, ("said", "chatsSent"), ("heard", "chatsReceived"));
        Line(text, "told of the end", report, ("players", "endNotices"), ("match over", "ends.roomEnded"), ("timed out", "ends.timedOut"));
        Line(text, "bots", report, ("CPU", "botsCpu"), ("frames", "frames"), ("late", "lateFrames"));
        return text.ToString();
    }

    private static void Line(StringBuilder text, string title, JsonObject report, params ReadOnlySpan<(string Name, string Path)> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"{title,TitleWidth}");
        foreach (var (name, path) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name} {Find(report, path)?.ToJsonString().Trim('"') ?? "-"}{Gap}");
        }

        text.Length -= Gap.Length;
        text.Append('\n');
    }

    private static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node;
    }
}
