using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Benchmarks.Ticks;
using GameServer.Tools.Bots.Timing;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>A server with rooms full of bots, of which every tick is watched: what scenarios need that compare phases of one run.</summary>
internal sealed class WatchedServer : IDisposable
{
    public const int TickRate = 60;

    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(60);

    private readonly BotsProcess bots;
    private readonly TickTraceReader trace;
    private readonly TickWatch watch;

    /// <summary>Returns when every bot has its seat. Throws <see cref="ScenarioException"/> when one gets none.</summary>
    public WatchedServer(ServerProgram program, int shards, int http, int rooms, int clients, double decodeShare, TemporaryFolder folder, params IEnumerable<string> options)
    {
        var traceFile = folder.File("ticks");
        Server = new ServerProcess(program, shards, ["--tick-trace", traceFile, .. options], http);
        Server.Ask();
        bots = new BotsProcess(BotsOnDemand.Arguments(Server.Port, shards, rooms, clients, decodeShare, threads: clients > 500 ? 2 : 1, traceFile));
        trace = TickTraceReader.TryOpen(traceFile, out var reader, out var problem) ? reader : throw new ScenarioException(problem);
        watch = new TickWatch(trace, RoomsOf(clients), TickRate);
    }

    public ServerProcess Server { get; }

    /// <summary>One phase; <paramref name="disturb"/> is called when it has begun and may take as long as the phase.</summary>
    public WatchedPhase Measure(double seconds, Action? disturb)
    {
        bots.Ask();
        var before = Server.Ask();
        watch.Restart();
        var control = new ControlThread(TickRate, ControlThread.SlotsMax);
        var end = MonotonicTime.Now + (long)(seconds * 1e9);
        disturb?.Invoke();
        MonotonicTime.SleepUntil(end);
        var ticks = watch.Take();
        var wakeups = control.Stop();
        var after = Server.Ask();
        return new WatchedPhase(disturb is not null, before, after, bots.Ask(), ticks, wakeups);
    }

    public static void Sleep(double seconds) => MonotonicTime.SleepUntil(MonotonicTime.Now + (long)(seconds * 1e9));

    public void Dispose()
    {
        watch.Dispose();
        bots.Dispose();
        trace.Dispose();
        Server.Dispose();
    }

    private List<uint> RoomsOf(int clients)
    {
        for (var end = MonotonicTime.Now + (ConnectTime.TotalSeconds * 1e9); MonotonicTime.Now < end;)
        {
            Sleep(1);
            if ((int)LoadWindow.Value(bots.Ask(), "connected") == clients)
            {
                return [.. (Server.Ask()["rooms"] as JsonArray ?? []).Select(static room => (uint)LoadWindow.Value(room!, "id"))];
            }
        }

        throw new ScenarioException("Not every bot got its seat.");
    }
}
