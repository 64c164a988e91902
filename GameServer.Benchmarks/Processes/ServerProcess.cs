using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Processes;

/// <summary>A server with `--stats`: asked by an empty line, it answers with its totals.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private const int FirstPort = 20_000;
    private const int LastPort = 60_000;
    private const int Attempts = 100;

    private readonly ChildProcess process;

    /// <summary>Starts it, without its HTTP side unless a port for that is named.</summary>
    public ServerProcess(string dll, int shards, IEnumerable<string> options, int httpPort = -1)
    {
        Port = FreePorts(shards);
        process = new ChildProcess(dll, ["--open", "--stats", "--port", $"{Port}", "--shards", $"{shards}", "--http", $"{httpPort}", .. options]);
    }

    /// <summary>Of the first shard; the next one's is one higher.</summary>
    public int Port { get; }

    /// <summary>Its totals now, and what the system says of its CPU time. The first answer also says that it is ready.</summary>
    public JsonObject Ask()
    {
        process.WriteLine();
        var report = JsonNode.Parse(process.ReadLine(StartTime)) as JsonObject ?? throw new ScenarioException("The server's report is no JSON object.");
        report["processCpuSeconds"] = process.CpuSeconds;
        return report;
    }

    public void Stop()
    {
        process.Terminate();
        process.WaitForSuccess(StopTime);
    }

    public void Dispose() => process.Dispose();

    // The server could choose by itself, but not ports in a row, and would then have to be asked for them.
    private static int FreePorts(int count)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(FirstPort, LastPort);
            if (Enumerable.Range(port, count).All(IsFree))
            {
                return port;
            }
        }

        throw new ScenarioException($"There are no {count} free UDP ports in a row.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
