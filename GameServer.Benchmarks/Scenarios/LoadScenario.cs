using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Loads a server: the server as one process, the bots as another, over loopback. The server is asked for its totals when the
/// bots' window begins and ends, so both tell of the same seconds.
/// </summary>
internal sealed class LoadScenario(LoadOptions options)
{
    private const int ConnectionsMin = 1024;
    private const string WindowBegins = "window begins";
    private const string WindowEnds = "window ends";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run() => Measure().Report;

    /// <summary>The report and the window that it tells of.</summary>
    public (JsonObject Report, LoadWindow Window) Measure()
    {
        var (serverDll, botsDll, commit) = Repository.ProgramsOr(options.ServerDll, options.BotsDll);
        using var folder = new TemporaryFolder(options.Name);
        var window = Load(serverDll, botsDll, folder);
        return (new LoadReport(options, window).Build(commit), window);
    }

    private LoadWindow Load(string serverDll, string botsDll, TemporaryFolder folder)
    {
        var (trace, botsFile) = (folder.File("ticks"), folder.File("bots.json"));
        using var server = new ServerProcess(serverDll, options.Shards, ServerArguments(trace));
        server.Ask();
        using var bots = new ChildProcess(botsDll, BotsArguments(server.Port, trace, botsFile));
        bots.Raise();

        var limit = TimeSpan.FromSeconds(options.SecondsBefore + options.Seconds) + Patience;
        bots.ReadAfter(WindowBegins, limit);
        var control = new ControlThread(options.Tick, Math.Min(options.Rooms, ControlThread.SlotsMax));
        var before = server.Ask();
        bots.ReadAfter(WindowEnds, limit);
        var after = server.Ask();
        var wakeups = control.Stop();
        var spinning = SpinControl.Measure(options.Rooms * options.Tick);

        bots.WaitForSuccess(Patience);
        server.Stop();
        return new LoadWindow(before, after, Read(botsFile), wakeups, spinning);
    }

    private string[] ServerArguments(string trace) =>
    [
        "--game", options.Game, "--seats", Text(options.Players), "--tick", Text(options.Tick), "--snapshot", Text(options.Snapshot), "--room-config", options.RoomConfig,
        "--bytes-per-second", Text(options.BytesPerSecond), "--tick-trace", trace,
        "--rooms-max", Text(options.Rooms), "--connections-max", Text(Math.Max(options.Clients, ConnectionsMin)),
    ];

    private string[] BotsArguments(int port, string trace, string json) =>
    [
        "--game", options.Game, "--server", $"127.0.0.1:{port}", "--clients", Text(options.Clients), "--rooms", Text(options.Rooms), "--shards", Text(options.Shards), "--seconds", Text(options.Seconds), "--warmup", Text(options.SecondsBefore),
        "--profile", options.Profile, "--decode-share", Text(options.DecodeShare), "--threads", Text(options.BotThreads), "--seed", Text(options.Seed),
        "--transport", options.BotTransport.ToString(), "--tick-trace", trace, "--json", json, "--marks", "--cooldown", Text(SpinControl.Seconds + 0.5),
    ];

    private static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new ScenarioException("The bots' report is no JSON object.");
}
