using System.Net.Http.Json;
using System.Text.Json;
using GameServer.Client;
using GameServer.Client.Sessions;
using GameServer.Games.Arena;
using GameServer.Hosting;
using GameServer.Protocol.Tokens;
using GameServer.Timing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GameServer.Tests.Http;

/// <summary>The server in this process with its HTTP side, on free ports; a matchmaker's client for it, and players.</summary>
internal sealed class ApiServer : IDisposable
{
    private const double FrameSeconds = 1 / 60.0;

    private readonly StopwatchClock clock = new();
    private readonly IHost host;
    private int keys;

    public ApiServer(Action<GameServerOptions>? configure = null, ILoggerProvider? log = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.AddGameServer(o =>
        {
            (o.Port, o.Http, o.Address, o.Drain) = (0, 0, "LOOPBACK", 0);
            configure?.Invoke(o);
        }).AddGame<Arena>();
        host = builder.Build();
        host.Start();
        Http = new HttpClient { BaseAddress = host.Services.GetRequiredService<ServerPorts>().Http! };
    }

    public HttpClient Http { get; }

    public ShardGroup Shards => host.Services.GetRequiredService<ShardGroup>();

    /// <summary>POST with a key of its own.</summary>
    public Task<HttpResponseMessage> Post(string path, object body) => Post(path, body, $"key-{++keys}");

    public async Task<HttpResponseMessage> Post(string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> Allocate(object body)
    {
        using var response = await Post("/v1/rooms", body);
        Assert.That((int)response.StatusCode, Is.EqualTo(201), await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>A figure of the server's, with its labels as they are written.</summary>
    public async Task<double> Figure(string name)
    {
        await Task.Delay(250); // Figures may be a little old.
        var text = await Http.GetStringAsync("/metrics");
        var line = text.Split('\n').First(line => line.StartsWith($"gameserver_{name} ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A connection of one's own, for what no client would send.</summary>
    public async Task<System.Net.Sockets.TcpClient> Connect()
    {
        var client = new System.Net.Sockets.TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync("127.0.0.1", Http.BaseAddress!.Port);
        return client;
    }

    /// <summary>The first line of the answer to these bytes; empty when the connection is closed without one.</summary>
    public async Task<string> SendRaw(string request)
    {
        using var client = await Connect();
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(15)) ?? "";
    }

    public Task<JsonElement> Get(string path) => Http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The tokens in an answer.</summary>
    public static ConnectToken[] TokensOf(JsonElement answer) => [.. answer.GetProperty("seats").EnumerateArray().Select(static seat => Parse(seat.GetProperty("token").GetString()!))];

    public static ConnectToken Parse(string text)
    {
        Assert.That(ConnectToken.TryParse(text, out var token, out var problem), Is.True, problem);
        return token!;
    }

    /// <summary>A player who begins to join.</summary>
    public static GameClient<ArenaInput, Fighter> Join(ConnectToken token)
    {
        var client = new GameClient<ArenaInput, Fighter>(new Arena());
        client.Connect(token);
        return client;
    }

    /// <summary>Lets frames pass until something is so; fails when it does not come to be.</summary>
    public void Play(Func<bool> isDone, params GameClient<ArenaInput, Fighter>[] clients)
    {
        for (var frame = 0; frame < 60 * 10; frame++)
        {
            foreach (var client in clients)
            {
                client.Advance(FrameSeconds, static _ => default);
            }

            if (isDone())
            {
                return;
            }

            clock.Wait(FrameSeconds);
        }

        Assert.Fail($"it did not come to be; the clients are {string.Join(", ", clients.Select(static c => $"{c.State} {c.Reason} {c.ReasonDetail}"))}");
    }

    /// <summary>Joins and plays until the player is in, or has been told why not.</summary>
    public GameClient<ArenaInput, Fighter> JoinAndWait(ConnectToken token)
    {
        var client = Join(token);
        Play(() => client.State is ClientState.Playing or ClientState.Closed, client);
        return client;
    }

    public Task Stop() => host.StopAsync();

    public void Dispose()
    {
        Http.Dispose();
        host.StopAsync().Wait();
        host.Dispose();
    }
}

/// <summary>Waiting in real time, for real sockets.</summary>
internal static class RealTime
{
    public static void Wait(this StopwatchClock clock, double seconds)
    {
        var end = clock.Now + (long)(seconds * 1e9);
        while (clock.Now < end)
        {
            Thread.Sleep(1);
        }
    }
}
