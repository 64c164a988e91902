using System.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>
/// A server as a program: command line, configuration, host, exit code. 0 when it ran and was stopped, 1 when it failed while
/// running, 2 when it could not start as configured; then one sentence is on standard error and nothing was started.
/// </summary>
public static class ServerCommand
{
    /// <summary>Runs until Ctrl-C or SIGTERM. <paramref name="compose"/> adds the server and its game to the host.</summary>
    public static int Run(string[] args, Action<HostApplicationBuilder> compose)
    {
        try
        {
            if (new ServerCommandLine().Read(args, out var values, out var configFile) is { } done)
            {
                return done;
            }

            using var host = Build(values, configFile, compose);
            var exit = host.Services.GetRequiredService<ServerExit>();
            host.Services.GetRequiredService<ShardGroup>().Open();
            GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
            host.Run();
            return exit.Code;
        }
        catch (ConfigurationException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return ServerExit.BadConfiguration;
        }
        catch (OptionsValidationException exception)
        {
            Console.Error.WriteLine(exception.Failures.First());
            return ServerExit.BadConfiguration;
        }
    }

    private static IHost Build(Dictionary<string, string?> values, string? configFile, Action<HostApplicationBuilder> compose)
    {
        // The defaults would look for files in the current folder, watch them, and log to places that nobody reads.
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory });
        ServerConfiguration.Read(builder.Configuration, AppContext.BaseDirectory, configFile, values);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(static o => (o.SingleLine, o.TimestampFormat, o.UseUtcTimestamp) = (true, "yyyy-MM-dd HH:mm:ss.fff ", true));
        builder.Services.Configure<ConsoleLifetimeOptions>(static o => o.SuppressStatusMessages = true);
        if (builder.Configuration.GetSection(GameServerOptions.Section)[nameof(GameServerOptions.Stats)] is { } stats && bool.TryParse(stats, out var isOn) && isOn)
        {
            builder.Services.Configure<ConsoleLoggerOptions>(static o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        }

        compose(builder);
        return builder.Build();
    }
}
