using System.Text.Json.Nodes;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tools.Demo.Measuring;

/// <summary>The demo's figures as JSON.</summary>
internal static class DemoReport
{
    public static JsonObject From(FleetFigures figures, int told, DemoMeter meter)
    {
        var leader = figures.Bots.MaxBy(static b => b.Score)!;
        return new JsonObject
        {
            ["seconds"] = figures.Seconds,
            ["tickHz"] = meter.TickHz,
            ["players"] = figures.Playing,
            ["playersTold"] = told,
            ["snapshotsPerSecondPerClient"] = new JsonObject
            {
                ["mean"] = figures.Bots.Average(static b => b.SnapshotsPerSecond),
                ["min"] = figures.Bots.Min(static b => b.SnapshotsPerSecond),
            },
            ["snapshotAgeMs"] = new JsonObject { ["p50"] = Percentile(figures.SnapshotAge, 50), ["p99"] = Percentile(figures.SnapshotAge, 99) },
            ["bytesPerSecondPerClient"] = figures.Bots.Average(static b => b.Counts.Bytes / b.Seconds),
            ["corrections"] = figures.Bots.Sum(static b => b.Counts.Corrections),
            ["predictionsChecked"] = figures.Bots.Sum(static b => b.Counts.PredictionsChecked),
            ["leader"] = new JsonObject { ["name"] = leader.Name, ["score"] = leader.Score },
        };
    }

    // JSON knows no NaN.
    private static double? Percentile(Samples samples, double percent) => samples.Count == 0 ? null : samples.Percentile(percent);
}
