using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using GameServer.Http;
using Microsoft.Extensions.Logging;

namespace GameServer.Tests.Http;

/// <summary>Connections without end, readers that do not read, wrong keys by the hundred: others are served, and it is counted.</summary>
[Category("RealUdp")]
internal sealed class HttpPressureTests
{
    private const string Watch = "GET /page/node HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer boss\r\n\r\n";

    [Test]
    public async Task SilentConnectionsKeepNobodyOutAndFillNoLog()
    {
        var log = new Lines();
        using var server = new ApiServer(static o => o.Keys = $"{HashOf("boss")}:allocate+read+admin", log);
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", "boss");
        using var watcher = await server.Connect();
        await watcher.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Watch));
        using var events = new StreamReader(watcher.GetStream());
        Assert.That(await events.ReadLineAsync(), Does.Contain("200"));
        var before = log.Count;

        var silent = new List<TcpClient>();
        for (var i = 0; i < HttpSettings.ConnectionsMax + 100; i++)
        {
            silent.Add(await server.Connect());
        }

        var health = await server.SendRaw("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n").WaitAsync(TimeSpan.FromSeconds(3));
        Assert.That(health, Does.Contain("200"));
        Assert.That(await server.Figure("http_refused_total{reason=\"connectionReplaced\"}"), Is.GreaterThanOrEqualTo(100));
        Assert.That(await server.Figure("http_connections"), Is.LessThanOrEqualTo(HttpSettings.ConnectionsMax));
        Assert.That(log.Count, Is.EqualTo(before), "no line for a connection");
        for (var lines = 0; lines < 100; lines++)
        {
            Assert.That(await events.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(3)), Is.Not.Null, "who has a key and a request stays");
        }

        silent.ForEach(static c => c.Dispose());
    }

    [Test]
    public async Task WrongKeysAreLimitedAndTheRightOneIsNot()
    {
        using var server = new ApiServer(static o => o.Keys = $"{HashOf("boss")}:read");
        var codes = new ConcurrentBag<HttpStatusCode>();
        for (var i = 0; i < 4 * WrongKeyLimit.PerSecond; i++)
        {
            using var answer = await server.Http.GetAsync("/v1/rooms");
            codes.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.That(answer.Headers.RetryAfter, Is.Not.Null);
                Assert.That(answer.Headers.ConnectionClose, Is.True);
                break;
            }
        }

        Assert.That(codes, Does.Contain(HttpStatusCode.TooManyRequests));
        Assert.That(codes.Count(static c => c == HttpStatusCode.Unauthorized), Is.GreaterThanOrEqualTo(WrongKeyLimit.PerSecond));
        server.Http.DefaultRequestHeaders.Authorization = new("Bearer", "boss");
        using var good = await server.Http.GetAsync("/v1/rooms");
        Assert.That(good.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await server.Figure("http_refused_total{reason=\"wrongKeysTooOften\"}"), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task ReaderWhoDoesNotReadIsLetGo()
    {
        using var server = new ApiServer(static o => o.RoomsMax = 200);
        var labels = Enumerable.Range(0, 16).ToDictionary(static i => $"{i}{new string('漢', 60)}", static _ => new string('漢', 64));
        for (var i = 0; i < 200; i++)
        {
            await server.Allocate(new { maxPlayers = 1, labels });
        }

        using var deaf = await server.Connect();
        await deaf.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Watch));
        for (var i = 0; i < 100 && await server.Figure("http_streams") == 0; i++)
        {
        }

        var waited = 0;
        while (await server.Figure("http_streams") > 0 && waited++ < 100)
        {
        }

        Assert.That(await server.Figure("http_refused_total{reason=\"readerTooSlow\"}"), Is.EqualTo(1));
    }

    [Test]
    public async Task StreamsAreLimitedPerCaller()
    {
        using var server = new ApiServer();
        var open = new List<TcpClient>();
        for (var i = 0; i < HttpSettings.StreamsPerCallerMax; i++)
        {
            var client = await server.Connect();
            open.Add(client);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Watch));
            var buffer = new byte[16];
            await client.GetStream().ReadExactlyAsync(buffer);
        }

        Assert.That(await server.SendRaw(Watch), Does.Contain("429"));
        Assert.That(await server.Figure("http_refused_total{reason=\"streamsFull\"}"), Is.EqualTo(1));
        open.ForEach(static c => c.Dispose());
        for (var i = 0; i < 40 && await server.Figure("http_streams") > 0; i++)
        {
        }

        Assert.That(await server.Figure("http_streams"), Is.Zero);
    }

    private static string HashOf(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed class Lines : ILoggerProvider, ILogger
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref count);

        public void Dispose()
        {
        }
    }
}
