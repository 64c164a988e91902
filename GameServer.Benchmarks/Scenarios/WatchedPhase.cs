using System.Text.Json.Nodes;
using GameServer.Benchmarks.Ticks;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>One of the phases of a scenario that compares rooms alone with the same rooms beside something else.</summary>
/// <param name="IsDisturbed">Whether there was something else.</param>
/// <param name="Before">The server's totals when it began.</param>
/// <param name="After">The server's totals when it ended.</param>
/// <param name="Bots">What the rooms' players saw.</param>
/// <param name="Ticks">The rooms' ticks.</param>
/// <param name="Control">A thread that only slept.</param>
internal sealed record WatchedPhase(bool IsDisturbed, JsonObject Before, JsonObject After, JsonObject Bots, TickFigures Ticks, Wakeups Control)
{
    public double Seconds => Difference("monotonicNs") / 1e9;

    public double Difference(string path) => LoadWindow.Value(After, path) - LoadWindow.Value(Before, path);
}
