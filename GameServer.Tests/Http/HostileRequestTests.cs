using System.Net;
using System.Text;
using System.Text.Json;
using GameServer.Client.Sessions;
using GameServer.Http;

namespace GameServer.Tests.Http;

/// <summary>Requests that were found to leave something behind, or to reach what they must not.</summary>
[Category("RealUdp")]
internal sealed class HostileRequestTests
{
    private ApiServer server = null!;

    [SetUp]
    public void StartServer() => server = new ApiServer(static o => (o.Advertise, o.RoomsMax) = (new string('a', 60), 200));

    [TearDown]
    public void StopServer() => server.Dispose();

    [Test]
    public async Task PlayerIdTooLongForATokenIsRefusedBeforeARoomIsMade()
    {
        var longest = new { players = new[] { new { playerId = new string('漢', 64) } } };
        for (var i = 0; i < 3; i++)
        {
            using var refused = await server.Post("/v1/rooms", longest, "same");
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("playerId has at most 184 bytes"));
        }

        var room = await server.Allocate(new { maxPlayers = 4 });
        using var seats = await server.Post($"/v1/rooms/{room.GetProperty("roomId").GetString()}/seats", longest);
        Assert.That(seats.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        await server.Allocate(new { players = new[] { new { playerId = $"{new string('漢', 61)}a" } } });
        await Task.Delay(300);
        Assert.That((await server.Get("/v1/capacity")).GetProperty("rooms").GetInt32(), Is.EqualTo(2));
        Assert.That((await server.Get($"/v1/rooms/{room.GetProperty("roomId").GetString()}")).GetProperty("freeSeats").GetInt32(), Is.EqualTo(4));
    }

    [Test]
    public async Task QuestionThatWasGivenUpHasNoEffectLater()
    {
        using var hold = new ManualResetEventSlim();
        var thread = server.Shards.Threads[0];
        thread.TryPost(_ => hold.Wait());
        using var late = await server.Post("/v1/rooms", new { });
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        hold.Set();
        await thread.Ask(static shard => shard.RoomCount);
        Assert.That(thread.RoomCount, Is.Zero);
        Assert.That((await server.Get("/v1/rooms")).GetProperty("rooms").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task RepeatAfterItsSeatsExpiredHasTheRoomWithoutTokens()
    {
        var body = new { maxPlayers = 2, seatTtlSeconds = 1, players = new[] { new { playerId = "p1" } } };
        using var first = await server.Post("/v1/rooms", body, "expires");
        using var second = await server.Post("/v1/rooms", body, "expires");
        var (one, two) = (await Json(first), await Json(second));
        Assert.That(ApiServer.TokensOf(two)[0].Room, Is.EqualTo(ApiServer.TokensOf(one)[0].Room));
        await Task.Delay(1100);
        using var third = await server.Post("/v1/rooms", body, "expires");
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var three = await Json(third);
        Assert.That(three.GetProperty("roomId").GetString(), Is.EqualTo(one.GetProperty("roomId").GetString()));
        Assert.That(three.GetProperty("seats").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task TokensOfARepeatAreGoodForOneUseTogether()
    {
        using var local = new ApiServer();
        var body = new { maxPlayers = 2, players = new[] { new { playerId = "p1" } } };
        using var first = await local.Post("/v1/rooms", body, "twice");
        using var second = await local.Post("/v1/rooms", body, "twice");
        using var player = local.JoinAndWait(ApiServer.TokensOf(await Json(second))[0]);
        using var again = local.JoinAndWait(ApiServer.TokensOf(await Json(first))[0]);
        Assert.That((player.State, again.State), Is.EqualTo((ClientState.Playing, ClientState.Closed)));
    }

    [Test]
    public async Task PlayerWithASeatGetsNoSecondOne()
    {
        var room = await server.Allocate(new { maxPlayers = 4, players = new[] { new { playerId = "p1" } } });
        var path = $"/v1/rooms/{room.GetProperty("roomId").GetString()}/seats";
        using var again = await server.Post(path, new { players = new[] { new { playerId = "p2" }, new { playerId = "p1" } } });
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await again.Content.ReadAsStringAsync(), Does.Contain("urn:gameserver:problem:player-seated"));
        using var gone = await server.Http.DeleteAsync($"{path}/s0");
        using var back = await server.Post(path, new { players = new[] { new { playerId = "p1" } } });
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [TestCase("Origin: http://evil.example")]
    [TestCase("Origin: null")]
    [TestCase("Origin: http://localhost:3000")]
    [TestCase("Sec-Fetch-Site: cross-site")]
    [TestCase("Sec-Fetch-Site: same-site")]
    public async Task ForeignPageCannotDrain(string header)
    {
        var answer = await server.SendRaw($"POST /v1/nodes/self/drain HTTP/1.1\r\nHost: localhost\r\n{header}\r\nContent-Length: 0\r\n\r\n");
        Assert.That(answer, Does.Contain("403"));
        Assert.That((await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
        Assert.That(await server.Figure("http_refused_total{reason=\"foreignOrigin\"}"), Is.EqualTo(1));
    }

    [Test]
    public async Task BodyWithoutContentTypeIsRefused()
    {
        Assert.That(await server.SendRaw("POST /v1/nodes/self/drain HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"), Does.Contain("415"));
        Assert.That((await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode, Is.True);
    }

    [TestCase("fffffffffffffffff\r\n{}")]
    [TestCase("-2\r\n{}\r\n0\r\n\r\n")]
    public async Task BadChunkSizeIsABadRequest(string body) =>
        Assert.That(await server.SendRaw($"POST /v1/rooms HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: c\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{body}"), Does.Contain("400"));

    [Test]
    public async Task AnswersOfTheWebServerItselfAreCounted()
    {
        Assert.That(await server.SendRaw("what is this\r\n\r\n"), Does.Contain("400"));
        Assert.That(await server.SendRaw($"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), Does.Contain("414"));
        Assert.That(await server.Figure("http_refused_total{reason=\"malformed\"}"), Is.EqualTo(2));
        Assert.That(await server.Figure("http_requests_total{code=\"414\"}"), Is.EqualTo(1));
    }

    [TestCase("""{"labels":{"map":null}}""", "labels")]
    [TestCase("""{"maxPlayers":2,"maxPlayers":3}""", "maxPlayers")]
    public async Task AmbiguousBodyIsRefused(string body, string says)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/rooms") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "ambiguous");
        using var response = await server.Http.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(says));
    }

    [Test]
    public async Task CursorThatIsNoneIsRefused() =>
        Assert.That((await server.Http.GetAsync("/v1/rooms?cursor=%2e%2e%2f%00")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

    [TestCase("/health/live")]
    [TestCase("/")]
    [TestCase("/v1/rooms")]
    public async Task HeadIsAnsweredLikeGetWithoutABody(string path)
    {
        using var response = await server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.Empty);
    }

    [Test]
    public async Task DescriptionNamesNoHostAndEveryHeader()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Host = "localhost:666";
        using var response = await server.Http.SendAsync(request);
        var document = await Json(response);
        Assert.That(document.GetProperty("servers")[0].GetProperty("url").GetString(), Is.EqualTo("/"));
        var paths = document.GetProperty("paths");
        var post = paths.GetProperty("/v1/rooms").GetProperty("post");
        Assert.That(post.GetProperty("parameters")[0].GetProperty("name").GetString(), Is.EqualTo("Idempotency-Key"));
        Assert.That(post.GetProperty("responses").EnumerateObject().Select(static r => r.Name), Is.SupersetOf(new[] { "200", "201", "400", "401", "403", "409", "422", "429", "503" }));
        Assert.That(post.GetProperty("security")[0].TryGetProperty("key", out _), Is.True);
        var mode = paths.GetProperty("/v1/rooms/{id}").GetProperty("delete").GetProperty("parameters").EnumerateArray().First(static p => p.GetProperty("name").GetString() == "mode");
        Assert.That(mode.GetProperty("required").GetBoolean(), Is.True);
    }

    [Test]
    public async Task DocumentationHasNothingFromElsewhere()
    {
        using var response = await server.Http.GetAsync("/docs/");
        Assert.That(response.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self'").And.Contain("frame-ancestors 'none'"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("https://"));
    }

    [Test]
    public async Task EndedRoomsOnThePageAreBoundedAndTheOthersCounted()
    {
        const int Ended = HttpSettings.EndedRoomsShownMax + 30;
        for (var i = 0; i < Ended; i++)
        {
            var room = await server.Allocate(new { maxPlayers = 1 });
            using var end = await server.Http.DeleteAsync($"/v1/rooms/{room.GetProperty("roomId").GetString()}?mode=now");
        }

        await server.Allocate(new { maxPlayers = 1 });
        await Task.Delay(600);
        var picture = NodePicture.Of(await server.Shards.Fleet.Reports.Get(TimeSpan.Zero), server.Shards.Fleet, "node");
        Assert.That(picture.Rooms.Count(static r => r.State == "ended"), Is.EqualTo(HttpSettings.EndedRoomsShownMax));
        Assert.That(picture.Rooms, Has.Count.EqualTo(HttpSettings.EndedRoomsShownMax + 1));
        Assert.That(picture.EndedOthers, Is.EqualTo(Ended - HttpSettings.EndedRoomsShownMax));
        var page = await server.Get("/v1/rooms?state=ended&limit=50");
        var next = await server.Get($"/v1/rooms?state=ended&limit=50&cursor={page.GetProperty("nextCursor").GetString()}");
        var ids = page.GetProperty("rooms").EnumerateArray().Concat(next.GetProperty("rooms").EnumerateArray()).Select(static r => r.GetProperty("roomId").GetString()).ToList();
        Assert.That(ids, Has.Count.EqualTo(Ended).And.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal));
    }

    [Test]
    public async Task OnePictureIsMadeForAllWhoWatch()
    {
        var made = 0;
        var feed = new PictureFeed(TimeSpan.FromHours(1), TimeProvider.System, () => Task.FromResult<(string, object)>(("node", Interlocked.Increment(ref made))));
        var events = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(feed.Get)));
        Assert.That(made, Is.EqualTo(1));
        Assert.That(events, Has.All.SameAs(events[0]));
        Assert.That(Encoding.UTF8.GetString(events[0]), Is.EqualTo("event: node\ndata: 1\n\n"));
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
