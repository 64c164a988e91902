using System.Net;
using System.Text.Json;
using GameServer.Client.Sessions;

namespace GameServer.Tests.Http;

/// <summary>What a matchmaker gets for what it sends, over real HTTP.</summary>
[Category("RealUdp")]
internal sealed class RoomsApiTests
{
    private ApiServer server = null!;

    [OneTimeSetUp]
    public void StartServer() => server = new ApiServer(static o => o.Shards = 2);

    [OneTimeTearDown]
    public void StopServer() => server.Dispose();

    [Test]
    public async Task AllocatedRoomIsPlayedInByThoseWithASeat()
    {
        var room = await server.Allocate(new { game = "arena", build = "1.4.2", labels = new { map = "dust" }, maxPlayers = 4, players = new[] { new { playerId = "p1" }, new { playerId = "p2" } }, config = "map=field" });
        Assert.That(room.GetProperty("state").GetString(), Is.EqualTo("ready"));
        Assert.That(room.GetProperty("freeSeats").GetInt32(), Is.EqualTo(2));
        using var first = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        using var second = server.JoinAndWait(ApiServer.TokensOf(room)[1]);
        Assert.That((first.State, second.State), Is.EqualTo((ClientState.Playing, ClientState.Playing)));
        Assert.That(first.Welcome!.Config, Is.EqualTo("map=field"), "the configuration reaches the game on both ends");
        server.Play(() => first.View.HasAvatar && second.View.HasAvatar, first, second);

        var described = await server.Get($"/v1/rooms/{room.GetProperty("roomId").GetString()}");
        Assert.That(described.GetProperty("state").GetString(), Is.EqualTo("active"));
        Assert.That(described.GetProperty("players").GetInt32(), Is.EqualTo(2));
        Assert.That(described.GetProperty("health").GetProperty("tick").GetInt64(), Is.GreaterThan(0));
    }

    [Test]
    public async Task WhyAPlayerGetsAnEntityIsAnswered()
    {
        var room = await server.Allocate(new { maxPlayers = 2, players = new[] { new { playerId = "asked about" } }, config = "map=field" });
        var id = room.GetProperty("roomId").GetString();
        using var player = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        server.Play(() => player.View.HasAvatar, player);
        var asked = server.Get($"/v1/rooms/{id}/seats/s0/entities/0?snapshots=5");
        server.Play(() => asked.IsCompleted, player);
        var answer = await asked;
        Assert.That(answer.GetProperty("snapshots").GetArrayLength(), Is.InRange(1, 5));
        Assert.That(answer.GetProperty("kind").GetString(), Is.Not.Empty);
        Assert.That(answer.GetProperty("snapshots")[0].GetProperty("fate").GetString(), Does.StartWith("sent"));
        foreach (var (path, status) in new[] { ("seats/s1/entities/0", 404), ("seats/s0/entities/x", 404), ("seats/s0/entities/0?snapshots=65", 400), ("seats/s0/entities/0.0", 404) })
        {
            using var refused = await server.Http.GetAsync($"/v1/rooms/{id}/{path}");
            Assert.That((int)refused.StatusCode, Is.EqualTo(status), path);
        }
    }

    [Test]
    public async Task PlayerIdOfAnyWritingIsCarriedByItsToken()
    {
        var room = await server.Allocate(new { maxPlayers = 1, players = new[] { new { playerId = "Zo\u00EB \U0001F680" } } });
        using var player = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        Assert.That(player.State, Is.EqualTo(ClientState.Playing));
    }

    [Test]
    public async Task FullServerSaysSoAndWhenToComeAgain()
    {
        using var full = new ApiServer(static o => o.RoomsMax = 2);
        await full.Allocate(new { });
        await full.Allocate(new { });
        await Task.Delay(50);
        using var refused = await full.Post("/v1/rooms", new { });
        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);
        await AssertProblem(refused, 503, "as many rooms as it may");
        Assert.That((await full.Get("/v1/capacity")).GetProperty("freeRooms").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task RepeatedKeyMakesNoSecondRoom()
    {
        var made = (await server.Get("/v1/capacity")).GetProperty("allocated").GetInt64();
        using var first = await server.Post("/v1/rooms", new { maxPlayers = 2 }, "the same");
        using var second = await server.Post("/v1/rooms", new { maxPlayers = 2 }, "the same");
        using var other = await server.Post("/v1/rooms", new { maxPlayers = 3 }, "the same");
        Assert.That((first.StatusCode, second.StatusCode, other.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity)));
        Assert.That(IdOf(await second.Content.ReadAsStringAsync()), Is.EqualTo(IdOf(await first.Content.ReadAsStringAsync())));
        Assert.That((await server.Get("/v1/capacity")).GetProperty("allocated").GetInt64(), Is.EqualTo(made + 1));
    }

    [Test]
    public async Task RoomsAreSpreadOverTheShards()
    {
        var ports = new HashSet<int>();
        for (var i = 0; i < 8; i++)
        {
            // Large ones: what they will cost outweighs what goes on there already.
            var room = await server.Allocate(new { maxPlayers = 256 });
            ports.Add(room.GetProperty("endpoint").GetProperty("port").GetInt32());
        }

        Assert.That(ports, Has.Count.EqualTo(2));
    }

    [TestCase("""{"gamee":"arena"}""", 400, "gamee")]
    [TestCase("""{"game":"chess"}""", 422, "arena")]
    [TestCase("""{"maxPlayers":0}""", 400, "maxPlayers must be 1 to 1024")]
    [TestCase("""{"maxPlayers":1e99}""", 400, "maxPlayers")]
    [TestCase("""{"players":[{"playerId":""}]}""", 400, "playerId")]
    [TestCase("""{"players":[null]}""", 400, "playerId")]
    [TestCase("""{"players":[{"playerId":"a"},{"playerId":"a"}]}""", 400, "twice")]
    [TestCase("""{"maxPlayers":1,"players":[{"playerId":"a"},{"playerId":"b"}]}""", 400, "players has 2")]
    [TestCase("""{"players":[{"playerId":"a\u202Eb"}]}""", 400, "playerId")]
    [TestCase("""{"build":"two\nlines"}""", 400, "build")]
    [TestCase("""{"seatTtlSeconds":0}""", 400, "seatTtlSeconds must be 1 to 600")]
    [TestCase("""{"emptyTtlSeconds":"NaN"}""", 400, "emptyTtlSeconds")]
    [TestCase("""{"config":"map=moon"}""", 422, "The game refuses the room")]
    [TestCase("[]", 400, "body")]
    [TestCase("null", 400, "body")]
    [TestCase("{", 400, "body")]
    public async Task BadBodyIsToldWhatIsWrong(string body, int status, string says)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/rooms") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", $"bad {body}");
        using var response = await server.Http.SendAsync(request);
        await AssertProblem(response, status, says);
    }

    [Test]
    public async Task EveryErrorIsAProblem()
    {
        await AssertProblem(await server.Http.GetAsync("/v1/rooms/none"), 404, "no such room");
        await AssertProblem(await server.Http.DeleteAsync("/v1/rooms/none?mode=now"), 404, "no such room");
        await AssertProblem(await server.Http.DeleteAsync("/v1/rooms/none"), 400, "mode");
        await AssertProblem(await server.Http.GetAsync("/v1/rooms?limit=x"), 400, "parameter");
        await AssertProblem(await server.Http.GetAsync("/v1/rooms?limit=0"), 400, "limit must be 1 to 500");
        await AssertProblem(await server.Http.GetAsync("/v1/rooms?state=odd"), 400, "state");
        await AssertProblem(await server.Http.GetAsync("/nothing"), 404, "nothing");
        await AssertProblem(await server.Http.PutAsync("/v1/rooms", null), 405, "methods");
        await AssertProblem(await server.Http.PostAsync("/v1/rooms", new StringContent("{}")), 415, "application/json");
        await AssertProblem(await server.Post("/v1/rooms", new { }, new string('k', 129)), 400, "Idempotency-Key");
        await AssertProblem(await server.Post("/v1/nodes/other/drain", new { }), 404, "self");
    }

    [Test]
    public async Task NameThatLeadsHereIsNotEnough()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/rooms");
        request.Headers.Host = "evil.example";
        await AssertProblem(await server.Http.SendAsync(request), 421, "localhost");
    }

    [Test]
    public async Task ListIsFilteredAndPaged()
    {
        for (var i = 0; i < 5; i++)
        {
            await server.Allocate(new { maxPlayers = 3, labels = new { listed = "yes" } });
        }

        await Task.Delay(300);
        var first = await server.Get("/v1/rooms?label.listed=yes&limit=3");
        Assert.That(first.GetProperty("rooms").GetArrayLength(), Is.EqualTo(3));
        var second = await server.Get($"/v1/rooms?label.listed=yes&limit=3&cursor={first.GetProperty("nextCursor").GetString()}");
        Assert.That(second.GetProperty("rooms").GetArrayLength(), Is.EqualTo(2));
        Assert.That(second.TryGetProperty("nextCursor", out _), Is.False);
        Assert.That((await server.Get("/v1/rooms?label.listed=no")).GetProperty("rooms").GetArrayLength(), Is.Zero);
        Assert.That((await server.Get("/v1/rooms?label.listed=yes&minOpenSeats=4")).GetProperty("rooms").GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task EndedRoomTellsItsPlayersAndItsMatchmaker()
    {
        var room = await server.Allocate(new { maxPlayers = 2, players = new[] { new { playerId = "p1" } } });
        var path = $"/v1/rooms/{room.GetProperty("roomId").GetString()}";
        using var player = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        using var answer = await server.Http.DeleteAsync($"{path}?mode=now");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        server.Play(() => player.State == ClientState.Closed, player);
        Assert.That(player.Reason, Is.EqualTo(GameServer.Protocol.Control.GoodbyeReason.RoomEnded));
        var ended = await server.Get(path);
        Assert.That(ended.GetProperty("state").GetString(), Is.EqualTo("ended"));
        Assert.That(ended.GetProperty("end").GetProperty("result").GetString(), Is.EqualTo("closed by the matchmaker"));
        await AssertProblem(await server.Post($"{path}/seats", new { players = new[] { new { playerId = "p2" } } }), 410, "ended");
    }

    [Test]
    public async Task ResultOfTheGameReachesTheMatchmaker()
    {
        var room = await server.Allocate(new { maxPlayers = 2, config = "limit=1" });
        var path = $"/v1/rooms/{room.GetProperty("roomId").GetString()}";
        JsonElement ended = default;

        // A match of a second, of which nobody is there to see the end: one tick in 16 is executed.
        for (var i = 0; i < 500 && (ended.ValueKind == JsonValueKind.Undefined || ended.GetProperty("state").GetString() != "ended"); i++)
        {
            await Task.Delay(50);
            ended = await server.Get(path);
        }

        Assert.That(ended.GetProperty("end").GetProperty("result").GetString(), Does.StartWith("winner="));
    }

    private static string IdOf(string json) => JsonDocument.Parse(json).RootElement.GetProperty("roomId").GetString()!;

    private static async Task AssertProblem(HttpResponseMessage response, int status, string says)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status), text);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.That(problem.GetProperty("type").GetString(), Does.StartWith("urn:gameserver:problem:"));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(says));
        response.Dispose();
    }
}
