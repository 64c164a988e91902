using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// A crowd of as many as are held, then more: what the server does with more work than time, and whether it was by plan. The bots run on a core of their own
/// as long as they can, and only a share of them decodes, so that the server is what gives way.
/// </summary>
internal sealed class OverloadScenario(OverloadOptions options)
{
    private const double TickHzTolerance = 0.01;

    /// <summary>The report. Throws a <see cref="Processes.ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        var report = new JsonObject { ["scenario"] = "overload", ["players"] = options.Players };
        var sizes = new JsonArray();
        foreach (var factor in options.Factors)
        {
            var load = new LoadScenario(options.Load with { Players = (int)Math.Round(options.Players * factor) }).Run();
            report["machine"] ??= load["machine"]?.DeepClone();
            report["cores"] ??= load["cores"]?.DeepClone();
            report["commit"] ??= load["commit"]?.DeepClone();
            report["sealed"] ??= load["sealed"]?.DeepClone();
            load["factor"] = factor;
            load["isByPlan"] = IsByPlan(load);
            sizes.Add(load);
        }

        report["isByPlan"] = sizes.All(static size => (bool)size!["isByPlan"]!);
        report["sizes"] = sizes;
        return report;
    }

    // The room goes as fast as it says, nobody lost a seat, nobody was sent everything anew, and what did not arrive is in a counter.
    private static bool IsByPlan(JsonObject load)
    {
        var wanted = LoadWindow.Value(load, "tick") * LoadWindow.Value(load, "timeRate");
        return Math.Abs(LoadWindow.Value(load, "tickHz") - wanted) <= Math.Max(0.5, TickHzTolerance * wanted)
            && LoadWindow.Value(load, "connected") == LoadWindow.Value(load, "players")
            && LoadWindow.Value(load, "desyncs") == 0;
    }
}
