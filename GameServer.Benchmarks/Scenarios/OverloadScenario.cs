using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// A crowd of as many as are held, then more: what the server does with more work than time, and whether it was by plan. The bots run on a core of their own
/// as long as they can, and only a share of them decodes, so that the server is what gives way.
/// </summary>
internal sealed class OverloadScenario(OverloadOptions options)
{
    private const double TickHzTolerance = 0.01;

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        var sizes = new JsonArray();
        foreach (var factor in options.Factors)
        {
            var players = (int)Math.Round(options.Players * factor);
            var load = new LoadScenario(options.Load with { Players = players }).Run();
            load["factor"] = factor;
            load["isByPlan"] = IsByPlan(load, players);
            sizes.Add(load);
        }

        return ScenarioReport.Of("overload", Repository.CommitHere(), new JsonObject
        {
            ["players"] = options.Players,
            ["isByPlan"] = sizes.All(static size => (bool)size!["isByPlan"]!),
            ["sizes"] = sizes,
        });
    }

    // The room goes as fast as it says, and whoever is not in it was told why.
    private bool IsByPlan(JsonObject load, int players)
    {
        var wanted = options.Load.Tick * LoadWindow.Value(load, "timeRate");
        return Math.Abs(LoadWindow.Value(load, "tickHz") - wanted) <= Math.Max(0.5, TickHzTolerance * wanted)
            && LoadWindow.Value(load, "connected") + LoadWindow.Value(load, "ends.overloaded") == players
            && LoadWindow.Value(load, "desyncs") == 0;
    }
}
