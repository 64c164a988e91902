using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Tools.Bots.Measuring;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Plays Arena through NetImpair on each network in turn, server, relay and bots each a process with real sockets, and says of each
/// how its players fared and what was broken.
/// </summary>
internal sealed class ProfilesScenario(ProfilesOptions options, TextWriter progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Lateness of this machine is no figure here.
    private static readonly Wakeups NoControl = new(Samples.OfTimes(digits: 2), 0, 0);

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        var repository = Repository.Find() ?? throw new ScenarioException("Run it inside the repository.");
        var programs = Repository.ProgramsOr(null, null);
        var relay = repository.Publish("tools/NetImpair", "GameServer.Tools.NetImpair.dll");
        var rows = new JsonArray();
        foreach (var row in options.Rows)
        {
            progress.WriteLine($"{row.Name} ...");
            rows.Add(Run(row, programs.Server, programs.Bots, relay));
        }

        var report = ScenarioReport.Of("profiles", programs.Commit, new JsonObject
        {
            ["players"] = options.Players,
            ["violations"] = rows.Sum(static row => ((JsonArray)row!["violations"]!).Count),
            ["profiles"] = rows,
        });
        if (options.Table is { } file)
        {
            File.WriteAllText(file, ProfilesTable.Of(report));
        }

        return report;
    }

    private JsonObject Run(ProfileRow row, string serverDll, string botsDll, string relayDll)
    {
        using var folder = new TemporaryFolder("profiles");
        var (trace, botsFile, relayFile) = (folder.File("ticks"), folder.File("bots.json"), folder.File("relay.json"));
        var seconds = Math.Max(options.Seconds, row.PeriodSeconds);
        using var server = new ServerProcess(serverDll, shards: 1, ["--seats", Text(options.Players), "--tick-trace", trace, .. options.RoomConfig is { } config ? (string[])["--room-config", config] : []]);
        server.Ask();
        using var relay = new ChildProcess(relayDll, RelayArguments(row, server.Port, relayFile));
        var port = relay.ReadLine(Patience).Split(' ')[1];
        string[] arguments =
        [
            "--server", $"127.0.0.1:{port}", "--clients", Text(options.Players), "--seconds", Text(seconds), "--warmup", Text(options.Warmup), "--inputs-hz", Text(row.FramesPerSecond),
            "--clock-ppm", Text(row.ClockPpm),
            "--seed", Text(options.Seed), "--tick-trace", trace, "--json", botsFile, "--marks",
        ];
        using var bots = new ChildProcess(botsDll, arguments);
        var limit = TimeSpan.FromSeconds(options.Warmup + seconds) + Patience;
        bots.ReadAfter("window begins", limit);
        var before = server.Ask();
        bots.ReadAfter("window ends", limit);
        var after = server.Ask();
        bots.WaitForExit(Patience); // Bots without a seat are a violation below, and no end of the scenario.
        relay.Terminate();
        relay.WaitForSuccess(Patience);
        server.Stop();
        return ProfileReport.Of(row, new LoadWindow(before, after, Read(botsFile), NoControl, null), Read(relayFile), options.Players);
    }

    private string[] RelayArguments(ProfileRow row, int port, string json)
    {
        string[] rebinding = row.RebindSeconds > 0 ? ["--rebind-every", Text(row.RebindSeconds)] : [];
        return ["--listen", "0", "--server", $"127.0.0.1:{port}", "--profile", row.Profile, "--seed", Text(options.Seed), "--json", json, .. rebinding];
    }

    private static JsonObject Read(string file) =>
        File.Exists(file) && JsonNode.Parse(File.ReadAllText(file)) is JsonObject report ? report : throw new ScenarioException($"There is no report in {file}.");
}
