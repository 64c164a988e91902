using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What requests with keys used before were answered.</summary>
/// <param name="Requests">All of them.</param>
/// <param name="Rooms">Keys that got a room.</param>
/// <param name="StillRunning">Told that the first request of their key was not through.</param>
/// <param name="Errors">Answered in another way, or not.</param>
/// <param name="OtherRooms">Given another room than others with the same key.</param>
internal readonly record struct AllocateAnswers(int Requests, int Rooms, int StillRunning, int Errors, int OtherRooms);

/// <summary>What <c>scenario allocate</c> saw.</summary>
/// <param name="Quiet">The server's totals when the part without allocations began.</param>
/// <param name="Begin">When the part with allocations began.</param>
/// <param name="End">When that ended.</param>
/// <param name="Control">A thread that only slept, in the part with allocations.</param>
/// <param name="Times">From when a request was due to its answer.</param>
/// <param name="Allocations">Rooms that were had.</param>
/// <param name="Errors">Requests that got none.</param>
/// <param name="Repeated">One key again and again.</param>
/// <param name="Raced">Several callers for each of some keys.</param>
/// <param name="SecondRooms">Rooms that there were beyond one for each key.</param>
internal sealed record AllocateWindow(
    JsonObject Quiet, JsonObject Begin, JsonObject End, Wakeups Control, Samples Times, int Allocations, long Errors, AllocateAnswers Repeated, AllocateAnswers Raced, int SecondRooms);

/// <summary>The JSON that <c>scenario allocate</c> writes.</summary>
internal sealed class AllocateReport(AllocateOptions options, AllocateWindow window)
{
    /// <summary>The report of a server built from <paramref name="commit"/>. Throws <see cref="ScenarioException"/> when its totals lack a number.</summary>
    public JsonObject Build(string commit)
    {
        var ticks = Grown(window.Begin, window.End, "ticks");
        return ScenarioReport.Of("allocate", commit, new JsonObject
        {
            ["rooms"] = options.Rooms,
            ["players"] = options.Players,
            ["connected"] = (long)LoadWindow.Value(window.Quiet, "connected"),
            ["perSecond"] = options.PerSecond,
            ["seconds"] = options.Seconds,
            ["allocations"] = window.Allocations,
            ["allocationMs"] = new JsonObject { ["p50"] = Ms(50), ["p99"] = Ms(99), ["max"] = Ms(100) },
            ["errors"] = window.Errors,
            ["ticks"] = ticks,
            ["lateTicks"] = Grown(window.Begin, window.End, "lateTicks"),
            ["lateWakeups"] = Math.Round(window.Control.LateShare * ticks, 1),
            ["ticksQuiet"] = Grown(window.Quiet, window.Begin, "ticks"),
            ["lateTicksQuiet"] = Grown(window.Quiet, window.Begin, "lateTicks"),
            ["tickMs"] = window.End["tickMs"]?.DeepClone(),
            ["tickLatenessMs"] = window.End["tickLatenessMs"]?.DeepClone(),
            ["gc"] = LoadWindow.Collections(window.Begin, window.End),
            ["repeats"] = Told(window.Repeated),
            ["racing"] = Told(window.Raced),
            ["secondRooms"] = window.SecondRooms,
        });
    }

    private static long Grown(JsonObject from, JsonObject to, string total) => (long)LoadWindow.Value(to, total) - (long)LoadWindow.Value(from, total);

    private static JsonObject Told(AllocateAnswers answers) => new()
    {
        ["requests"] = answers.Requests,
        ["rooms"] = answers.Rooms,
        ["stillRunning"] = answers.StillRunning,
        ["errors"] = answers.Errors,
        ["otherRooms"] = answers.OtherRooms,
    };

    private double Ms(double percent) => Math.Round(window.Times.Percentile(percent), 3);
}
