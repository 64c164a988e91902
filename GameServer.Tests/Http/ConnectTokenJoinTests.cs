using System.Text.Json;
using GameServer.Client;
using GameServer.Client.Sessions;
using GameServer.Games.Arena;
using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;

namespace GameServer.Tests.Http;

/// <summary>Who comes in with which token, over real UDP; nobody does without one.</summary>
[Category("RealUdp")]
internal sealed class ConnectTokenJoinTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(static i => (byte)i)];

    private ApiServer server = null!;

    [OneTimeSetUp]
    public void StartServer() => server = new ApiServer(static o => (o.TokenKeys, o.Linger) = ($"5:{Convert.ToBase64String(Secret)}", 5));

    [OneTimeTearDown]
    public void StopServer() => server.Dispose();

    [Test]
    public async Task TokenIsGoodOnce()
    {
        var room = await Room(["p1"]);
        using var first = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        using var second = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        Assert.That(first.State, Is.EqualTo(ClientState.Playing));
        AssertRefused(second, GoodbyeReason.BadToken, "used before");
    }

    [Test]
    public async Task EditedTokenIsNoToken()
    {
        var room = await Room(["p1"]);
        var text = room.GetProperty("seats")[0].GetProperty("token").GetString()!;
        var edited = text[..^3] + (text[^3] == 'A' ? 'B' : 'A') + text[^2..];
        using var client = server.JoinAndWait(ApiServer.Parse(edited));
        AssertRefused(client, GoodbyeReason.BadToken, "not genuine");
    }

    [Test]
    public async Task TokenOfAForeignKeyIsRefused()
    {
        var room = await Room([]);
        using var stranger = server.JoinAndWait(Mint(room, new TokenKey(6, Secret)));
        AssertRefused(stranger, GoodbyeReason.BadToken, "does not hold");
        using var forger = server.JoinAndWait(Mint(room, new TokenKey(5, new byte[32])));
        AssertRefused(forger, GoodbyeReason.BadToken, "not genuine");
    }

    [Test]
    public async Task BackendMintsByItselfForAnySeat()
    {
        var room = await Room([]);
        var token = Mint(room, new TokenKey(5, Secret));
        using var player = server.JoinAndWait(token);
        using var again = server.JoinAndWait(token);
        Assert.That(player.State, Is.EqualTo(ClientState.Playing));
        AssertRefused(again, GoodbyeReason.BadToken, "used before");
    }

    [Test]
    public async Task ExpiredTokenIsRefused()
    {
        var room = await Room([]);
        using var client = server.JoinAndWait(Mint(room, new TokenKey(5, Secret), expires: DateTimeOffset.UtcNow.AddMilliseconds(-1)));
        AssertRefused(client, GoodbyeReason.BadToken, "expired");
    }

    [Test]
    public async Task TokenOfAnotherLifeOfTheRoomIsRefused()
    {
        var room = await Room([]);
        using var client = server.JoinAndWait(Mint(room, new TokenKey(5, Secret), epochDelta: -1));
        AssertRefused(client, GoodbyeReason.BadToken, "earlier room");
    }

    [Test]
    public async Task TokenForARoomThatIsNotThereIsTold()
    {
        var room = await Room([]);
        using var client = server.JoinAndWait(Mint(room, new TokenKey(5, Secret), name: "nowhere"));
        AssertRefused(client, GoodbyeReason.UnknownRoom, "no such room");
    }

    [Test]
    public async Task FullRoomTakesNobodyMore()
    {
        var room = await Room(["p1", "p2"]);
        using var client = server.JoinAndWait(Mint(room, new TokenKey(5, Secret)));
        AssertRefused(client, GoodbyeReason.RoomFull, "2 seats");
    }

    [Test]
    public async Task SeatGivenBackIsNoLongerKept()
    {
        var room = await Room(["p1"]);
        using var answer = await server.Http.DeleteAsync($"/v1/rooms/{room.GetProperty("roomId").GetString()}/seats/s0");
        using var client = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        AssertRefused(client, GoodbyeReason.BadToken, "given back");
    }

    [Test]
    public async Task PlayerWhoseSeatIsTakenBackIsKicked()
    {
        var room = await Room(["p1"]);
        using var client = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        using var answer = await server.Http.DeleteAsync($"/v1/rooms/{room.GetProperty("roomId").GetString()}/seats/s0");
        server.Play(() => client.State == ClientState.Closed, client);
        Assert.That(client.Reason, Is.EqualTo(GoodbyeReason.Kicked));
    }

    [Test]
    public async Task LostConnectionIsTakenUpAgainWithoutTheToken()
    {
        var room = await Room(["p1"]);
        using var client = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        var seat = client.Welcome!.Seat;
        client.Drop();
        server.Play(() => client.State == ClientState.Playing, client);
        Assert.That(client.Welcome!.Seat, Is.EqualTo(seat));
        Assert.That(client.Welcome.Resumed, Is.True);
    }

    [Test]
    public void NobodyComesInWithoutAToken()
    {
        using var client = new GameClient<ArenaInput, Fighter>(new Arena());
        client.Connect("127.0.0.1", server.Shards.Fleet.Places[0].Port, "room");
        server.Play(() => client.State == ClientState.Closed, client);
        AssertRefused(client, GoodbyeReason.BadToken, "without a connect token");
    }

    private async Task<JsonElement> Room(string[] players) =>
        await server.Allocate(new { maxPlayers = 2, players = players.Select(static p => new { playerId = p }).ToArray() });

    private ConnectToken Mint(JsonElement room, TokenKey key, DateTimeOffset? expires = null, int epochDelta = 0, string? name = null)
    {
        var grant = new TokenGrant
        {
            Room = name ?? room.GetProperty("roomId").GetString()!,
            Epoch = (uint)(room.GetProperty("epoch").GetUInt32() + epochDelta),
            PlayerId = "p9",
            Expires = expires ?? DateTimeOffset.UtcNow.AddSeconds(30),
        };
        return ApiServer.Parse(ConnectTokenMinter.Mint(key, grant, new TokenEndpoint("127.0.0.1", server.Shards.Fleet.Places[0].Port)));
    }

    private static void AssertRefused(GameClient<ArenaInput, Fighter> client, GoodbyeReason reason, string says)
    {
        Assert.That((client.State, client.Reason), Is.EqualTo((ClientState.Closed, reason)), client.ReasonDetail);
        Assert.That(client.ReasonDetail, Does.Contain(says).Or.Empty, "an answer is never longer than the question");
    }
}
