using System.Net;
using System.Net.Sockets;
using GameServer.Games.Arena;
using GameServer.Games.Bodies;
using GameServer.Hosting;
using GameServer.Tools.Demo.Measuring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace GameServer.Tools.Demo.Hosting;

/// <summary>The server in this process, put together as any user's program does it. Stops on Ctrl-C and SIGTERM by itself.</summary>
internal sealed class DemoServer : IDisposable
{
    public const string Room = "demo";

    // Long enough for players to be told that the match ends before it does.
    private const double DrainSeconds = 0.5;

    private readonly IHost host;

    private DemoServer(IHost host, string traceFile)
    {
        (this.host, TraceFile) = (host, traceFile);
        Ticks = new ServerTicks(traceFile);
    }

    public int Port => host.Services.GetRequiredService<ServerPorts>().Udp[0];

    /// <summary>The operations page.</summary>
    public Uri Page => host.Services.GetRequiredService<ServerPorts>().Http!;

    /// <summary>Where the server notes its ticks.</summary>
    public string TraceFile { get; }

    public ServerTicks Ticks { get; }

    /// <summary>Cancelled by Ctrl-C, or when the server has failed.</summary>
    public CancellationToken Stopping => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    /// <summary>Throws <see cref="ConfigurationException"/>, in practice when the port is in use.</summary>
    public static DemoServer Start(string game, int port, int httpPort)
    {
        var traceFile = Path.Combine(Path.GetTempPath(), $"gameserver-demo-{Environment.ProcessId}.trace");
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddFilter("Microsoft", LogLevel.None).AddSimpleConsole();
        builder.Services.Configure<ConsoleLoggerOptions>(static o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<ConsoleLifetimeOptions>(static o => o.SuppressStatusMessages = true);
        builder.AddGameServer(o => (o.Open, o.Game, o.Port, o.Http, o.Drain, o.TickTrace) = (true, game, port, httpPort, DrainSeconds, traceFile)).AddGame<Arena>().AddGame<Bodies>();
        var host = builder.Build();
        try
        {
            host.Start();
            return new DemoServer(host, traceFile);
        }
        catch
        {
            host.Dispose();
            File.Delete(traceFile);
            throw;
        }
    }

    /// <summary>Whether the HTTP side can have this port; 0 it always can.</summary>
    public static bool IsFree(int httpPort)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, httpPort));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The match ends, every player is told, and the server stops. May be called after Ctrl-C has begun the same.</summary>
    public void Stop() => host.StopAsync().GetAwaiter().GetResult();

    public void Dispose()
    {
        Ticks.Dispose();
        host.Dispose();
        File.Delete(TraceFile);
    }
}
