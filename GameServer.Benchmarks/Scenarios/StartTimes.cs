using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Timing;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// How long the published server takes from the start of its process until it answers, and until a first room has ticked with a player who came as soon as it did.
/// </summary>
internal sealed class StartTimes(string serverDll)
{
    private const int Starts = 3;
    private const long FirstTickTimeNs = 10_000_000_000;

    /// <summary>The median of a few starts, in ms.</summary>
    public JsonObject Measure()
    {
        var times = Enumerable.Range(0, Starts).Select(_ => MeasureOnce()).ToArray();
        return new JsonObject
        {
            ["starts"] = Starts,
            ["readyMs"] = WatchedPhases.Round(times.Select(static time => time.Ready).Order().ElementAt(Starts / 2) / 1e6),
            ["firstTickMs"] = WatchedPhases.Round(times.Select(static time => time.FirstTick).Order().ElementAt(Starts / 2) / 1e6),
        };
    }

    private (long Ready, long FirstTick) MeasureOnce()
    {
        using var folder = new TemporaryFolder("start");
        var file = folder.File("ticks");
        var begun = MonotonicTime.Now;
        using var server = new ServerProcess(ServerProgram.Published(serverDll), shards: 1, ["--tick-trace", file], ServerProcess.FreeTcpPort());
        server.Ask();
        var ready = MonotonicTime.Now - begun;
        var bots = new BotFleetOptions { Port = server.Port, Rooms = ["first"] };
        using var fleet = BotFleet.TryStart(bots, out var started, out var problem) ? started : throw new ScenarioException(problem);
        var firstTick = FirstTick(file) - begun;
        fleet.Stop();
        server.Stop();
        return (ready, firstTick);
    }

    private static long FirstTick(string file)
    {
        using var trace = TickTraceReader.TryOpen(file, out var reader, out var problem) ? reader : throw new ScenarioException(problem);
        for (var end = MonotonicTime.Now + FirstTickTimeNs; MonotonicTime.Now < end;)
        {
            if (trace.TryGetSealTime(room: 1, tick: 1, out var sealedAt))
            {
                return sealedAt;
            }

            MonotonicTime.SleepUntil(MonotonicTime.Now + 1_000_000);
        }

        throw new ScenarioException("The server's first room did not tick.");
    }
}
