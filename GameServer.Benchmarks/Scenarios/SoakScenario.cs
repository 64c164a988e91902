using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The published server with rooms full of bots for a long time, looked at every few seconds.</summary>
internal sealed class SoakScenario(SoakOptions options)
{
    private const string Game = "map=field";

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        var (serverDll, commit) = Repository.ServerOr(options.ServerDll);
        using var folder = new TemporaryFolder("soak");
        using var watched = new WatchedServer(
            ServerProgram.Published(serverDll), options.Shards, http: -1, options.Rooms, options.Clients, LoadOptions.ShareOf(options.Clients), folder,
            "--seats", Text(options.Players), "--room-config", Game, "--rooms-max", Text(options.Rooms), "--connections-max", Text(Math.Max(1024, options.Clients)));
        WatchedServer.Sleep(options.Warmup);

        // Also what the samples themselves need for the first time is done before the first that counts.
        _ = watched.Measure(options.Every, disturb: null);
        var samples = new List<SoakSample>();
        for (var i = 0; i < options.Samples; i++)
        {
            samples.Add(SoakSample.Of(watched.Measure(options.Every, disturb: null), watched.Server.Threads));
        }

        watched.Server.Stop();
        return new SoakReport(options, samples).Build(commit);
    }
}
