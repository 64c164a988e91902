using System.Globalization;
using GameServer.Client.Sessions;

namespace GameServer.Tests.Http;

/// <summary>What Prometheus reads: the numbers move, and there are as many of them with many players as with none.</summary>
[Category("RealUdp")]
internal sealed class MetricsTests
{
    [Test]
    public async Task NumbersMoveAndSeriesAreBounded()
    {
        using var server = new ApiServer();
        var before = await Scrape(server);
        var room = await server.Allocate(new { maxPlayers = 4, players = new[] { new { playerId = "a" }, new { playerId = "b" } } });
        using var first = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        using var second = server.JoinAndWait(ApiServer.TokensOf(room)[1]);
        using var again = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        server.Play(() => first.Stats.Applied > 60 && second.Stats.Applied > 60, first, second);
        Assert.That(again.State, Is.EqualTo(ClientState.Closed));
        var after = await Scrape(server);

        Assert.That(after.Keys, Is.EquivalentTo(before.Keys.Union(Codes)), "no series for a player or a room");
        Assert.That(after["gameserver_players{state=\"connected\"}"], Is.EqualTo(2));
        Assert.That(after["gameserver_rooms{state=\"active\"}"], Is.EqualTo(1));
        Assert.That(after["gameserver_goodbyes_total{reason=\"badToken\"}"], Is.EqualTo(1));
        Assert.That(after["gameserver_rooms_allocated_total"], Is.EqualTo(1));
        Assert.That(after["gameserver_ticks_total"], Is.GreaterThan(60));
        Assert.That(after["gameserver_desyncs_total"], Is.Zero);
        Assert.That(after["gameserver_hash_checks_total"], Is.GreaterThan(60));
        Assert.That(after["gameserver_tick_duration_seconds_count"], Is.EqualTo(after["gameserver_ticks_total"]));
        Assert.That(after["gameserver_snapshot_age_seconds_count"], Is.GreaterThan(60));
        Assert.That(after["gameserver_snapshot_age_seconds_sum"] / after["gameserver_snapshot_age_seconds_count"], Is.InRange(0, 0.2));
        Assert.That(after["gameserver_input_wait_seconds_count"], Is.GreaterThan(60));
        Assert.That(after["gameserver_datagrams_total{direction=\"out\"}"], Is.GreaterThan(120));
        Assert.That(before["gameserver_datagrams_total{direction=\"out\"}"], Is.Zero);
    }

    [Test]
    public async Task HealthFollowsHeartbeatAndDrain()
    {
        using var server = new ApiServer();
        server.Play(static () => true);
        await Task.Delay(100);
        Assert.That((await server.Http.GetAsync("/health/live")).IsSuccessStatusCode, Is.True);
        Assert.That((await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
        using (await server.Post("/v1/nodes/self/drain", new { deadlineSeconds = 1 }))
        {
            Assert.That((int)(await server.Http.GetAsync("/health/ready")).StatusCode, Is.EqualTo(503));
            Assert.That((await server.Http.GetAsync("/health/live")).IsSuccessStatusCode, Is.True);
        }

        using var back = await server.Post("/v1/nodes/self/undrain", new { });
        Assert.That((await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);

        using var hold = new ManualResetEventSlim();
        server.Shards.Threads[0].TryPost(_ => hold.Wait());
        await Task.Delay(2300);
        Assert.That((int)(await server.Http.GetAsync("/health/live")).StatusCode, Is.EqualTo(503), "a shard that hangs");
        hold.Set();
    }

    private static string[] Codes => ["gameserver_http_requests_total{code=\"201\"}"];

    private static async Task<Dictionary<string, double>> Scrape(ApiServer server)
    {
        await Task.Delay(250);
        var text = await server.Http.GetStringAsync("/metrics");
        if (!text.Contains("gameserver_http_requests_total{", StringComparison.Ordinal))
        {
            return await Scrape(server); // The first scrape is the first request that was counted.
        }

        return text.Split('\n')
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line.Split(' '))
            .ToDictionary(static part => part[0], static part => double.Parse(part[1], CultureInfo.InvariantCulture));
    }
}
