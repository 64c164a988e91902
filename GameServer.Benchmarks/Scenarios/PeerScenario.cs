using System.Text.Json.Nodes;
using GameServer.Benchmarks.Peers;
using GameServer.Benchmarks.Processes;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>The same crowd on Colyseus and on us, one after the other on this machine: server and clients as processes of their own, every client decoding.</summary>
internal sealed class PeerScenario(ColyseusOptions options)
{
    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run.</summary>
    public JsonObject Run()
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new ScenarioException("Node and .NET read one clock on Linux alone, and what clients have is as old as one clock says.");
        }

        var packages = ColyseusPackages.Install();
        var (serverDll, botsDll, _) = Repository.ProgramsOr(options.ServerDll, options.BotsDll); // Published before anything is measured.
        var colyseus = Colyseus(packages);
        return PeerReport.Build(options, colyseus, Ours(serverDll, botsDll), packages.Versions());
    }

    private JsonObject Colyseus(ColyseusPackages packages)
    {
        using var folder = new TemporaryFolder("colyseus");
        using var processes = new ColyseusProcesses(packages, options, folder);
        Thread.Sleep(TimeSpan.FromSeconds(options.Warmup));
        processes.BeginWindow();
        var control = new ControlThread(ColyseusOptions.TickHz, Math.Min(options.Rooms, ControlThread.SlotsMax));
        Thread.Sleep(TimeSpan.FromSeconds(options.Seconds));
        var wakeups = control.Stop();
        var window = processes.EndWindow();
        var report = new ColyseusReport(options, window).Build();
        report["controlLatenessMs"] = LoadReport.Percentiles(wakeups.Lateness);
        return report;
    }

    // One shard, because Colyseus has one thread; its CPU time as the system tells it of any process.
    private JsonObject Ours(string serverDll, string botsDll)
    {
        var crowd = options.Rooms == 1 ? LoadOptions.Crowd : LoadOptions.ManyRooms with { Rooms = options.Rooms, Shards = 1 };
        var (report, window) = new LoadScenario(crowd with
        {
            Players = options.Players,
            Tick = ColyseusOptions.TickHz,
            Snapshot = options.PatchHz,
            Seconds = options.Seconds,
            Warmup = options.Warmup,
            DecodeShareWanted = 1,
            Seed = options.Seed,
            ServerDll = serverDll,
            BotsDll = botsDll,
        }).Measure();
        report["serverCpu"] = Math.Round(window.Difference("processCpuSeconds") / window.Seconds, 4);
        report["clientsWereTheLimit"] = LoadWindow.Value(report, "botsLateFramesShare") > LoadReport.LateFramesShareMax;
        report["transport"] = "LiteNetLib over UDP";
        report["inputsHz"] = SnapshotAges.FramesHz;
        return report;
    }
}
