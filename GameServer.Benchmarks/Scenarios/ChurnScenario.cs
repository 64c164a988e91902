using System.Text.Json.Nodes;
using GameServer.Benchmarks.Churn;
using GameServer.Benchmarks.Processes;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Rooms full of bots, measured alone and while others are made and ended beside them, by the server's own allocator in the server's process: HTTP would measure
/// itself at that rate (<c>scenario allocate</c> does). Then rooms are weighed, and starts of the published server timed.
/// </summary>
internal sealed class ChurnScenario(ChurnOptions options)
{
    private const double SettleSeconds = 1.5;

    private readonly ChurnOrder order = new()
    {
        Rate = options.Rate,
        Seconds = options.Seconds,
        LifeSeconds = options.Life,
        Seats = options.Seats,
        Reserved = options.Reserved,
        Config = options.RoomConfig,
    };

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        var (serverDll, commit) = Repository.ServerOr(options.ServerDll);
        var starts = new StartTimes(serverDll).Measure();
        using var folder = new TemporaryFolder("churn");
        var name = $"churn-{Guid.NewGuid():N}";
        var clients = options.Rooms * options.Players;
        var spare = (int)(options.Rate * (options.Life + 1)) + 500;
        using var watched = new WatchedServer(
            ChurnServer.Program(name), options.Shards, http: -1, options.Rooms, clients, LoadOptions.ShareOf(clients), folder,
            "--seats", Text(options.Players), "--room-config", options.RoomConfig, "--rooms-max", Text(options.Rooms + spare));
        using var pipe = new ChurnPipe(name);
        WatchedServer.Sleep(options.Warmup / 2);
        pipe.Do(order with { Seconds = options.Warmup / 2 });

        var phases = new List<WatchedPhase>();
        var results = new List<ChurnResult>();
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            WatchedServer.Sleep(SettleSeconds);
            phases.Add(watched.Measure(options.Seconds, disturb: null));
            phases.Add(watched.Measure(options.Seconds, () => results.Add(pipe.Do(order))));
        }

        var weight = pipe.Do(order with { Rate = 0 });
        var last = watched.Server.Ask();
        watched.Server.Stop();
        return new ChurnReport(options, phases, results, weight, starts, last).Build(commit);
    }
}
