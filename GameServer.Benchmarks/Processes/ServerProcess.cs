using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace GameServer.Benchmarks.Processes;

/// <summary>A server with `--stats`: asked by an empty line, it answers with its totals.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);

    private readonly ChildProcess process;

    public ServerProcess(string dll, params IEnumerable<string> options)
    {
        Port = FreePort();
        process = new ChildProcess(dll, ["--open", "--stats", "--port", $"{Port}", "--http", "0", .. options]);
    }

    public int Port { get; }

    /// <summary>Its totals now. The first answer also says that it is ready.</summary>
    public JsonObject Ask()
    {
        process.WriteLine();
        return JsonNode.Parse(process.ReadLine(StartTime)) as JsonObject ?? throw new ScenarioException("The server's report is no JSON object.");
    }

    public void Stop()
    {
        process.Terminate();
        process.WaitForSuccess(StopTime);
    }

    public void Dispose() => process.Dispose();

    // The server could choose one by itself, but would then have to be asked for it.
    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
