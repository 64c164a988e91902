using System.Text.Json.Nodes;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What every scenario's JSON begins with: which it was, on what, of which commit, and whether datagrams were sealed.</summary>
internal static class ScenarioReport
{
    /// <summary>The report with that before the figures, which are moved into it.</summary>
    public static JsonObject Of(string scenario, string commit, JsonObject figures, bool isSealed = false)
    {
        var report = new JsonObject
        {
            ["scenario"] = scenario,
            ["machine"] = Machine.Describe(),
            ["cores"] = Environment.ProcessorCount,
            ["commit"] = commit,
            ["sealed"] = isSealed,
        };
        foreach (var (name, value) in figures.ToArray())
        {
            figures.Remove(name);
            report.Add(name, value);
        }

        return report;
    }
}
