using GameServer.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>Puts a game server into a host.</summary>
public static class GameServerHostExtensions
{
    /// <summary>
    /// Adds the server, configured by the section GameServer and then by <paramref name="configure"/>; it runs while the host runs.
    /// </summary>
    public static GameServerBuilder AddGameServer(this IHostApplicationBuilder builder, Action<GameServerOptions>? configure = null)
    {
        var section = builder.Configuration.GetSection(GameServerOptions.Section);
        var options = builder.Services.AddOptions<GameServerOptions>().Configure(o =>
        {
            ServerConfiguration.Bind(section, o);
        });
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<GameServerOptions>, OptionsValidator>();
        builder.Services.AddSingleton<IMonotonicClock, StopwatchClock>();
        builder.Services.AddSingleton<ServerExit>();
        builder.Services.AddSingleton<ServerPorts>();
        builder.Services.AddSingleton<StatsConsole>();
        builder.Services.AddSingleton<ShardGroup>();
        builder.Services.AddHostedService<GameServerService>();

        // A host gives up on a stop after 30 s unless told otherwise, which would cut a longer drain short.
        builder.Services.AddOptions<HostOptions>().PostConfigure<IOptions<GameServerOptions>>(static (host, server) =>
            host.ShutdownTimeout += TimeSpan.FromSeconds(GameServerService.DrainSeconds(server.Value)));
        return new GameServerBuilder(builder.Services);
    }
}
