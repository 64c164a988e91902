using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>Starts the shards with the host and stops them with it. Owned by the host.</summary>
internal sealed class GameServerService(
    ShardGroup shards, IOptions<GameServerOptions> options, ServerPorts ports, StatsConsole stats, TimeProvider time, ILoggerFactory loggers)
    : IHostedService
{
    private readonly ILogger logger = loggers.CreateLogger("GameServer");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        shards.Open();
        shards.Start();
        Announce(options.Value);
        if (options.Value.Stats)
        {
            stats.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        HostingLog.Stopping(logger);
        shards.Stop();
        HostingLog.Stopped(logger);
        return Task.CompletedTask;
    }

    private void Announce(GameServerOptions chosen)
    {
        var address = ListenAddress.Of(chosen);
        HostingLog.HttpReserved(logger, chosen.Http);
        if (chosen.Open)
        {
            HostingLog.Open(logger, address);
        }
        else
        {
            HostingLog.NobodyCanJoin(logger);
        }

        using var process = Process.GetCurrentProcess();
        var age = (time.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalMilliseconds;
        HostingLog.Ready(logger, age, chosen.Shards, ports, address, chosen.Tick, chosen.Snapshot, chosen.Seats);
    }
}
