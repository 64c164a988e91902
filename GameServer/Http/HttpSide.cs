using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GameServer.Timing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scalar.AspNetCore;

namespace GameServer.Http;

/// <summary>
/// Everything that is asked over HTTP: a small web application inside the server's process, on threads of its own. It reads copies
/// and asks shards; nothing of it runs on a shard's thread. Started and stopped by its owner.
/// </summary>
internal sealed class HttpSide : IAsyncDisposable
{
    private static readonly TimeSpan MetricsAge = TimeSpan.FromMilliseconds(200);

    private readonly HttpCounters counters = new();
    private readonly ServerMetrics metrics;
    private readonly ConnectionTable connections;
    private readonly FleetServices fleet;
    private readonly HttpSettings settings;
    private readonly IMonotonicClock clock;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private WebApplication? app;
    private IDisposable? malformed;

    public HttpSide(FleetServices fleet, HttpSettings settings, IMonotonicClock clock, ILoggerFactory loggers)
    {
        (this.fleet, this.settings, this.clock, this.loggers, logger) = (fleet, settings, clock, loggers, loggers.CreateLogger("GameServer.Http"));
        connections = new ConnectionTable(HttpSettings.ConnectionsMax, counters, fleet.Time);
        counters.Connections = () => connections.Count;
        metrics = new ServerMetrics(counters);
    }

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
        Map(app);
        malformed = new MalformedRequests(metrics, counters).Watch(app.Services.GetRequiredService<DiagnosticListener>());
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
        malformed?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Map(WebApplication routes)
    {
        var guard = new RequestGuard(settings.Keys, new WrongKeyLimit(fleet.Time), metrics, counters, logger);
        routes.Use(next => context =>
        {
            SafeHeaders.Set(context);
            AnswerHeadAsGet(context.Request);
            return next(context);
        });
        routes.UseRouting();
        routes.Use(next => context => guard.Handle(context, next));
        new RoomsApi(fleet).Map(routes);
        new ExplainApi(fleet).Map(routes);
        new NodesApi(fleet, settings, logger).Map(routes);
        new HealthApi(fleet, clock).Map(routes);
        new PageApi(fleet, settings, new EventStreams(counters, fleet.Time, routes.Lifetime.ApplicationStopping)).Map(routes);
        new ApiDescription(routes.Services).Map(routes);
        routes.MapGet("/metrics", (Delegate)WriteMetrics).Needs(ApiScopes.Read).ExcludeFromDescription();
        routes.MapScalarApiReference(SafeHeaders.Docs, static options => options.DisableDefaultFonts());
    }

    // The web server sends no body to a HEAD whatever is written; streams, which would go on for ever, have no other answer than 405.
    private static void AnswerHeadAsGet(HttpRequest request)
    {
        if (HttpMethods.IsHead(request.Method) && !request.Path.StartsWithSegments("/page", StringComparison.OrdinalIgnoreCase))
        {
            request.Method = HttpMethods.Get;
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
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
            kestrel.Listen(new IPEndPoint(settings.Address, settings.Port), listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection => connections.Serve(connection, next));
            });
        });
        builder.Services.AddSingleton<ILoggerFactory>(new QuietLoggers(loggers));
        builder.Services.AddSingleton<IHostLifetime, StartedByHand>();
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(static o => ApiJson.Configure(o.SerializerOptions));
        ApiDescription.Add(builder.Services);
        builder.Services.Configure<HostOptions>(static o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }

    private async Task WriteMetrics(HttpContext context)
    {
        var report = await fleet.Reports.Get(MetricsAge).ConfigureAwait(false);
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        await metrics.Write(report, fleet, context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Ctrl-C and SIGTERM are for the host around this one.</summary>
    private sealed class StartedByHand : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
