using GameServer.Client.Sessions;
using GameServer.Protocol.Control;

namespace GameServer.Tests.Http;

/// <summary>A server that is to stop: players are told, matches end, nobody new comes in.</summary>
[Category("RealUdp")]
internal sealed class DrainTests
{
    [Test]
    public async Task PlayersOfADrainingServerSeeTheAnnouncedEndAndNothingElse()
    {
        using var server = new ApiServer(static o => o.Drain = 2);
        var room = await server.Allocate(new { maxPlayers = 4, players = new[] { new { playerId = "a" }, new { playerId = "b" } } });
        using var player = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        var stopping = server.Stop();
        server.Play(() => player.EndNotice is not null, player);
        Assert.That(player.EndNotice!.SecondsMax, Is.EqualTo(2));

        using var late = server.JoinAndWait(ApiServer.TokensOf(room)[1]);
        Assert.That((late.State, late.Reason), Is.EqualTo((ClientState.Closed, GoodbyeReason.RoomEnded)));
        using var refused = await server.Post("/v1/rooms", new { });
        Assert.That((int)refused.StatusCode, Is.EqualTo(503));

        server.Play(() => player.State == ClientState.Closed, player);
        Assert.That(player.Reason, Is.EqualTo(GoodbyeReason.RoomEnded));
        Assert.That(player.ReasonDetail, Does.StartWith("winner="), "the game ended its match itself");
        await stopping.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task RoomThatIsToFinishGoesOnWithoutNewPlayersUntilItsLastOneLeaves()
    {
        using var server = new ApiServer();
        var room = await server.Allocate(new { maxPlayers = 4, players = new[] { new { playerId = "a" } } });
        var path = $"/v1/rooms/{room.GetProperty("roomId").GetString()}";
        using var player = server.JoinAndWait(ApiServer.TokensOf(room)[0]);
        using var answer = await server.Http.DeleteAsync($"{path}?mode=finish");
        server.Play(() => player.EndNotice is not null, player);
        Assert.That(player.EndNotice!.SecondsMax, Is.EqualTo(EndNotice.WithTheMatch));
        Assert.That((await server.Get(path)).GetProperty("state").GetString(), Is.EqualTo("draining"));
        using var refused = await server.Post($"{path}/seats", new { players = new[] { new { playerId = "b" } } });
        Assert.That((int)refused.StatusCode, Is.EqualTo(409));
        Assert.That(player.State, Is.EqualTo(ClientState.Playing));

        player.Leave();
        server.Play(() => player.State == ClientState.Closed, player);
        Assert.That((await server.Get(path)).GetProperty("state").GetString(), Is.EqualTo("ended"));
    }

    [Test]
    public async Task ServerWithoutPlayersStopsAtOnce()
    {
        using var server = new ApiServer(static o => o.Drain = 30);
        await server.Allocate(new { });
        await server.Stop().WaitAsync(TimeSpan.FromSeconds(5));
    }
}
