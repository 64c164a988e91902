using System.Text.Json.Nodes;
using GameServer.Benchmarks.Datagrams;
using GameServer.Benchmarks.Processes;
using GameServer.Sockets;
using GameServer.Timing;
using GameServer.Transport;
using static GameServer.Benchmarks.Processes.Argument;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// One datagram to each client per tick and one back, without a game: what the transport costs for each, on both paths, plain and sealed, beside what the machine takes
/// without any protocol.
/// </summary>
internal sealed class TransportScenario(TransportOptions options)
{
    private const double DrainSeconds = 1.5;
    private const int LimitRounds = 120;
    private const double LimitsApartMax = 0.3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<(double SendNs, double ReceiveNs)> limits = [];
    private readonly List<double> standAlone = [];

    /// <summary>The report. Throws <see cref="ScenarioException"/> when a part of it could not be run, or when the limit is not to be trusted.</summary>
    public JsonObject Run()
    {
        var paths = options.Path == TransportPath.Auto ? [TransportPath.Portable, TransportPath.Batched] : (TransportPath[])[options.Path];
        if (!OperatingSystem.IsLinux())
        {
            throw new ScenarioException("The machine's limit is measured by sendmmsg and recvmmsg, which only Linux has.");
        }

        ThreadUrgency.Raise(UrgentThread.Shard); // As a shard's thread does.
        TakeLimit();
        var cases = new List<JsonObject>();
        foreach (var isSealed in (bool[])[false, true])
        {
            foreach (var path in paths)
            {
                cases.Add(Measure(path, isSealed));
                TakeLimit();
            }
        }

        var (send, receive) = (Median(limits, static l => l.SendNs), Median(limits, static l => l.ReceiveNs));
        return Report(cases, send, receive, Median(standAlone, static ns => ns));
    }

    private JsonObject Measure(TransportPath path, bool isSealed)
    {
        using var server = new EchoServer(options, path, isSealed);
        using var clients = new ChildProcess(
            typeof(TransportScenario).Assembly.Location, "datagram-clients", Text(server.Port), Text(options.Clients), Text(options.Up), Text(options.Hz), isSealed.ToString());
        var connecting = Task.Run(() => clients.ReadLine(Patience));
        while (!connecting.IsCompleted)
        {
            server.Serve(0.1);
        }

        if (connecting.GetAwaiter().GetResult() is not "connected" and var complaint)
        {
            throw new ScenarioException(complaint);
        }

        server.Serve(options.WarmUp);
        var window = server.Serve(options.Seconds);
        var (p50, p99) = (server.Latency.Percentile(50), server.Latency.Percentile(99));
        return Case(path, isSealed, window, p50, p99, Delivered(server, clients), server.Counters);
    }

    // Both beside each other, and several times: the machine's pace changes from one second to the next.
    private void TakeLimit()
    {
        standAlone.Add(StandAloneLoop.Measure());
        using var limit = new SocketLimit(options.Clients, options.Down, options.Up);
        limit.Measure(LimitRounds / 4);
        limits.Add(limit.Measure(LimitRounds));
    }

    // Over the whole connection: what was sent by either end, and what the other had when both had been silent for a while.
    private static double Delivered(EchoServer server, ChildProcess clients)
    {
        server.IsSilent = true;
        clients.WriteLine();
        var report = Task.Run(() => clients.ReadLine(Patience));
        while (!report.IsCompleted)
        {
            server.Serve(0.1);
        }

        server.Serve(DrainSeconds);
        var seen = JsonNode.Parse(report.GetAwaiter().GetResult()) as JsonObject ?? throw new ScenarioException("The clients' report is no JSON object.");
        return (server.Received + LoadWindow.Value(seen, "received")) / (server.Sent + LoadWindow.Value(seen, "sent"));
    }

    private static JsonObject Case(TransportPath path, bool isSealed, EchoWindow window, double p50, double p99, double delivered, TransportCounters counters) => new()
    {
        ["path"] = path.ToString().ToLowerInvariant(),
        ["sealed"] = isSealed,
        ["nsPerPacket"] = Math.Round((double)window.TurnNs / window.Packets, 1),
        ["ratio"] = 0,
        ["serverCpu"] = Math.Round(window.CpuShare, 4),
        ["packets"] = window.Packets,
        ["sentShare"] = Math.Round((double)window.Sent / window.Packets, 3),
        ["ticks"] = window.Ticks,
        ["tickHz"] = Math.Round(window.Ticks / window.Seconds, 2),
        ["deliveredRatio"] = Math.Round(delivered, 6),
        ["kernelDrops"] = counters.KernelDrops,
        ["sendErrors"] = counters.SendErrors,
        ["receiveLeftovers"] = counters.ReceiveLeftovers,
        ["latencyMs"] = new JsonObject { ["p50"] = Math.Round(p50, 3), ["p99"] = Math.Round(p99, 3) },
        ["syscallsPerPacket"] = Math.Round((double)window.Calls / window.Packets, 4),
        ["allocatedBytesPerTick"] = Math.Round((double)window.Allocated / window.Ticks, 2),
    };

    private JsonObject Report(List<JsonObject> cases, double send, double receive, double standAlone)
    {
        var limit = (send + receive) / 2;
        if (Math.Abs(limit - standAlone) > LimitsApartMax * standAlone)
        {
            throw new ScenarioException(FormattableString.Invariant(
                $"The limit was {limit:0} ns per datagram in this run and {standAlone:0} ns in a loop by itself: something else is being measured."));
        }

        foreach (var one in cases)
        {
            // Of the same mix: a server that has to leave ticks out sends less than it receives, and receiving is the cheaper half.
            var sent = LoadWindow.Value(one, "sentShare");
            one["ratio"] = Math.Round(LoadWindow.Value(one, "nsPerPacket") / ((sent * send) + ((1 - sent) * receive)), 3);
        }

        var report = ScenarioReport.Of("transport", Repository.CommitHere(), new JsonObject
        {
            ["clients"] = options.Clients,
            ["down"] = options.Down,
            ["up"] = options.Up,
            ["hz"] = options.Hz,
            ["limitNsPerPacket"] = Math.Round(limit, 1),
            ["limit"] = new JsonObject { ["sendNs"] = Math.Round(send, 1), ["receiveNs"] = Math.Round(receive, 1), ["standAloneNs"] = Math.Round(standAlone, 1), ["windows"] = limits.Count },
        });

        // What is asked for, plain; the others beside it.
        foreach (var (name, value) in cases.Last(static one => !(bool)one["sealed"]!))
        {
            report[name] = value?.DeepClone();
        }

        report["cases"] = new JsonArray([.. cases]);
        return report;
    }

    private static double Median<T>(List<T> of, Func<T, double> value) => of.Select(value).Order().ElementAt(of.Count / 2);
}
