using System.Net;
using System.Net.Sockets;
using GameServer.Timing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scalar.AspNetCore;

namespace GameServer.Http;

/// <summary>
/// Everything that is asked over HTTP: a small web application inside the server's process, on threads of its own. It reads copies
/// and asks shards; nothing of it runs on a shard's thread. Started and stopped by its owner.
/// </summary>
internal sealed class HttpSide(FleetServices fleet, HttpSettings settings, IMonotonicClock clock, ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan MetricsAge = TimeSpan.FromMilliseconds(200);

    private readonly ServerMetrics metrics = new();
    private readonly ILogger logger = loggers.CreateLogger("GameServer.Http");
    private WebApplication? app;

    /// <summary>Where it listens, once started.</summary>
    public Uri? Url { get; private set; }

    /// <summary>Throws <see cref="SocketException"/> when nobody could listen there now: before a host begins to start, and to log why it could not.</summary>
    public static void RequireFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        socket.Listen();
    }

    /// <summary>Opens the port and answers from then on. Throws <see cref="IOException"/> when the port is taken.</summary>
    public async Task Start()
    {
        app = Build();
        app.Use(next => context => new RequestGuard(settings.Keys, metrics, logger).Handle(context, next));
        new RoomsApi(fleet).Map(app);
        new NodesApi(fleet, settings).Map(app);
        new HealthApi(fleet, clock).Map(app);
        new PageApi(fleet, settings, app.Lifetime).Map(app);
        app.MapGet("/metrics", (Delegate)WriteMetrics).Needs(ApiScopes.Read).ExcludeFromDescription();
        app.MapOpenApi();
        app.MapScalarApiReference("/docs");
        await app.StartAsync().ConfigureAwait(false);
        Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        HttpLog.Listening(logger, Url.ToString());
        if (settings.Keys.IsEmpty)
        {
            HttpLog.LoopbackOnly(logger);
        }
    }

    public async Task Stop()
    {
        if (app is not null)
        {
            await app.StopAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync().ConfigureAwait(false);
        }
    }

    private WebApplication Build()
    {
        // Nothing by default: no files looked for, no environment read, no signals taken from the host around it.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = HttpSettings.BodyBytesMax;
            kestrel.Limits.MaxConcurrentConnections = HttpSettings.ConnectionsMax;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Listen(new IPEndPoint(settings.Address, settings.Port));
        });
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, StartedByHand>();
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(static o => ApiJson.Configure(o.SerializerOptions));
        builder.Services.AddOpenApi(static o => o.AddDocumentTransformer(static (document, _, _) =>
        {
            (document.Info.Title, document.Info.Version) = ("GameServer", "v1");
            document.Info.Description = "Rooms and seats for a matchmaker. Errors are application/problem+json with a stable type.";
            return Task.CompletedTask;
        }));
        builder.Services.Configure<HostOptions>(static o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }

    private async Task WriteMetrics(HttpContext context)
    {
        var report = await fleet.Reports.Get(MetricsAge).ConfigureAwait(false);
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await metrics.Write(report, fleet.Allocator, context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Ctrl-C and SIGTERM are for the host around this one.</summary>
    private sealed class StartedByHand : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
