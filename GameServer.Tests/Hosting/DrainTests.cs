using System.Net;
using System.Text.RegularExpressions;
using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Tools.Bots.Api;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Hosting;

/// <summary>A server process with players, all let in by its API, that an operator's tools end with SIGTERM.</summary>
[Category("RealUdp")]
[NonParallelizable]
[Platform("Linux")]
internal sealed class DrainTests
{
    private const int Rooms = 2;
    private const int PlayersPerRoom = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Test]
    public async Task EveryPlayerIsToldAndSeesTheRoomEndAndNobodyNewComesIn()
    {
        using var server = ServerProcess.Start(["--port", "0", "--http", "0", "--drain", "3"]);
        using var api = new RoomsApi(UrlOf(server), key: null);
        var rooms = await Allocate(api);
        using var fleet = Play(rooms, rooms.SelectMany(static r => r.Tokens.Take(PlayersPerRoom)).ToArray());
        await WaitFor(fleet, static f => f.Playing == Rooms * PlayersPerRoom);

        var stopping = Task.Run(() => server.Stop(Patience));
        await WaitFor(fleet, static f => f.Bots.All(static b => b.WasToldOfTheEnd));
        Assert.That(fleet.Figures().Playing, Is.EqualTo(Rooms * PlayersPerRoom), "told, and playing on");
        var refused = await api.Allocate("late", new AllocationWish { MaxPlayers = 1 }, CancellationToken.None);
        Assert.That((refused.Status, (string?)refused.Body?["type"]), Is.EqualTo((HttpStatusCode.ServiceUnavailable, "urn:gameserver:problem:draining")));
        using var late = Play(rooms, [rooms[0].Tokens[PlayersPerRoom]]);
        await WaitFor(late, static f => f.Bots[0].State == ClientState.Closed);
        Assert.That(late.Figures().Bots[0].Reason, Is.EqualTo(GoodbyeReason.RoomEnded), "a seat that was reserved before");

        await WaitFor(fleet, static f => f.Playing == 0);
        var bots = fleet.Figures().Bots;
        Assert.That(bots.Select(static b => (b.State, b.Reason)), Is.All.EqualTo((ClientState.Closed, GoodbyeReason.RoomEnded)));
        Assert.That(bots.Sum(static b => b.Counts.Reconnects), Is.Zero);
        Assert.That(await stopping, Is.Zero, "the exit code");
    }

    private static Uri UrlOf(ServerProcess server)
    {
        while (server.Output.ReadLine() is { } line)
        {
            if (Regex.Match(line, @"HTTP at (\S+):") is { Success: true } match)
            {
                // Nobody else reads what it says, and a full pipe would stop it.
                _ = server.Output.ReadToEndAsync();
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new AssertionException("The server did not say where its HTTP side is.");
    }

    // One seat more than there are players at first.
    private static async Task<AllocatedRoom[]> Allocate(RoomsApi api)
    {
        var rooms = new AllocatedRoom[Rooms];
        for (var room = 0; room < Rooms; room++)
        {
            var wish = new AllocationWish { MaxPlayers = PlayersPerRoom + 1, Players = [.. Enumerable.Range(0, PlayersPerRoom + 1).Select(player => $"{room}-{player}")], KeptSeconds = 60 };
            rooms[room] = AllocatedRoom.Of(await api.Allocate($"room-{room}", wish, CancellationToken.None), wish);
        }

        return rooms;
    }

    private static BotFleet Play(AllocatedRoom[] rooms, GameServer.Protocol.Tokens.ConnectToken[] tokens)
    {
        var options = new BotFleetOptions { Rooms = [.. rooms.Select(static r => r.Id)], Clients = tokens.Length, Tokens = tokens };
        Assert.That(BotFleet.TryStart(options, out var fleet, out var problem), Is.True, problem);
        return fleet!;
    }

    private static async Task WaitFor(BotFleet fleet, Predicate<FleetFigures> isReached)
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end;)
        {
            if (isReached(fleet.Figures()))
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail($"not reached: {string.Join(", ", fleet.Figures().Bots.Select(static b => $"{b.Name} {b.State} {b.Reason} {b.WasToldOfTheEnd}"))}");
    }
}
