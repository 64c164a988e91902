using System.Diagnostics;
using GameServer.Fleet;
using GameServer.Http;
using GameServer.Timing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>Starts the shards and the HTTP side with the host and stops them with it, after a drain if one is wanted. Owned by the host.</summary>
internal sealed class GameServerService(
    ShardGroup shards,
    IOptions<GameServerOptions> options,
    ServerPorts ports,
    StatsConsole stats,
    TimeProvider time,
    IMonotonicClock clock,
    ILoggerFactory loggers)
    : IHostedService, IAsyncDisposable
{
    private readonly ILogger logger = loggers.CreateLogger("GameServer");
    private HttpSide? http;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        shards.Open();
        if (options.Value.Http >= 0)
        {
            await StartHttp(options.Value).ConfigureAwait(false);
        }

        shards.Start();
        Announce(options.Value);
        if (options.Value.Stats)
        {
            stats.Start();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        HostingLog.Stopping(logger);
        await Drain(DrainSeconds(options.Value), cancellationToken).ConfigureAwait(false);
        shards.Stop();
        if (http is not null)
        {
            await http.Stop().ConfigureAwait(false);
        }

        HostingLog.Stopped(logger);
    }

    public ValueTask DisposeAsync() => http?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>An open server is a developer's, who wants it gone at once.</summary>
    internal static double DrainSeconds(GameServerOptions chosen) => chosen.Drain ?? (chosen.Open ? 0 : 20);

    private async Task Drain(double seconds, CancellationToken hurry)
    {
        if (seconds <= 0 || shards.Threads.All(static t => t.RoomCount == 0))
        {
            return;
        }

        HostingLog.Draining(logger, shards.Threads.Sum(static t => t.RoomCount), seconds);
        try
        {
            await shards.Fleet.Drain.Begin(seconds).ConfigureAwait(false);
        }
        catch (FleetException exception)
        {
            // A shard that does not answer is stopped like the others, which is all that is left to do for it.
            HostingLog.NotDrained(logger, exception.Message);
        }

        // Rooms end by themselves at their deadline; the time on top is for their last tick.
        await ((Task)shards.Fleet.Drain.WaitUntilEmpty().WaitAsync(TimeSpan.FromSeconds(seconds + 1), time, hurry)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Before the shards: a port that is taken must leave nothing running.
    private async Task StartHttp(GameServerOptions chosen)
    {
        http = NewHttpSide(chosen);
        try
        {
            await http.Start().ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new ConfigurationException($"TCP port {chosen.Http} cannot be opened:", exception);
        }

        ports.Http = http.Url;
    }

    private HttpSide NewHttpSide(GameServerOptions chosen)
    {
        var keys = ApiKeys.TryParse(chosen.Keys, out var read, out var problem) ? read : throw new ConfigurationException(problem);
        var settings = new HttpSettings(ListenAddress.OfHttp(chosen), chosen.Http, keys, $"{Environment.MachineName}-{ports.Udp[0]}");
        return new HttpSide(shards.Fleet, settings, clock, loggers);
    }

    private void Announce(GameServerOptions chosen)
    {
        var address = ListenAddress.Of(chosen);
        if (chosen.Open)
        {
            HostingLog.Open(logger, address);
        }

        using var process = Process.GetCurrentProcess();
        var age = (time.GetUtcNow() - process.StartTime.ToUniversalTime()).TotalMilliseconds;
        HostingLog.Ready(logger, age, chosen.Shards, ports, address, chosen.Tick, chosen.Snapshot, chosen.Seats);
    }
}
