using System.Text.Json.Nodes;
using GameServer.Benchmarks.Noise;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Api;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Good rooms full of bots, measured alone and with bad rooms beside them, in turn, so that what the machine does by itself falls on both. The server is a process of its own
/// that plays <see cref="NoisyArena"/>; everything else about it is the published one's.
/// </summary>
internal sealed class NoisyScenario(NoisyOptions options)
{
    private const int Seats = 16;
    private const int SpareRooms = 200;
    private const string Game = "map=field";
    private const double SettleSeconds = 1.5;

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        using var folder = new TemporaryFolder("noisy");
        try
        {
            return Run(folder);
        }
        catch (ApiException exception)
        {
            throw new ScenarioException(exception.Message);
        }
    }

    private JsonObject Run(TemporaryFolder folder)
    {
        var http = ServerProcess.FreeTcpPort();
        var clients = options.Rooms * options.Players;
        using var watched = new WatchedServer(
            NoisyServer.Program(options.Seconds / 2), options.Shards, http, options.Rooms, clients, LoadOptions.ShareOf(clients), folder,
            "--seats", Text(Math.Max(Seats, options.Players)), "--room-config", Game, "--rooms-max", Text(options.Rooms + SpareRooms));
        using var api = new RoomsApi(new Uri($"http://127.0.0.1:{http}/"), key: null);
        WarmUp(api);

        var phases = new List<WatchedPhase>();
        var made = default(NoiseMade);
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            phases.Add(watched.Measure(options.Seconds, disturb: null));
            using (var noise = new NoisyRooms(api, options.Kinds))
            {
                WatchedServer.Sleep(SettleSeconds);
                phases.Add(watched.Measure(options.Seconds, noise.Begin));
                made = new NoiseMade(made.RoomsMade + noise.Made, made.Flood + noise.Flood);
            }

            WatchedServer.Sleep(SettleSeconds);
        }

        var last = watched.Server.Ask();
        watched.Server.Stop();
        return new NoisyReport(options, phases, made, last).Build(Repository.CommitHere());
    }

    // What happens for the first time happens before anything is measured: requests of the API, a room's end.
    private void WarmUp(RoomsApi api)
    {
        using (new NoisyRooms(api, [NoiseKind.Calm, NoiseKind.Throws]))
        {
            WatchedServer.Sleep(options.Warmup / 2);
        }

        WatchedServer.Sleep(options.Warmup / 2);
    }
}
