using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

internal sealed class RoomEndTests
{
    private const int BombTick = 120;

    [Test]
    public void RoomThatThrowsClosesAlone()
    {
        using var match = Start(static room => throw new InvalidOperationException("boom"));
        var elsewhere = match.AddClient("other");
        match.Run(ticks: 300);
        Assert.That(match.Players.Take(3).Select(static p => (p.Client.State, p.Client.Reason)), Is.All.EqualTo((ClientState.Closed, GoodbyeReason.RoomFailed)));
        Assert.That(match.Sessions.Goodbyes(GoodbyeReason.RoomFailed), Is.EqualTo(3));
        Assert.That(match.Rooms.TryGet("test", out _), Is.False);
        Assert.That(match.RoomNamed("other").Counters.Ticks, Is.InRange(298, 302), "not a tick less");
        Assert.That(match.RoomNamed("other").Counters.TicksSkipped, Is.Zero);
        Assert.That(elsewhere.Client.State, Is.EqualTo(ClientState.Playing));
        Assert.That(match.DifferingRows(elsewhere), Is.Zero);
    }

    [Test]
    public void ResultReachesThePlayersAsTheDetail([Values("N0", "N4")] string profile)
    {
        using var match = Start(static room => room.End("red wins 3 : 1"), profile);
        match.Run(ticks: 300);
        Assert.That(match.Players.Select(static p => (p.Client.State, p.Client.Reason, p.Client.ReasonDetail)), Is.All.EqualTo((ClientState.Closed, GoodbyeReason.RoomEnded, "red wins 3 : 1")));
        Assert.That(match.Sessions.Goodbyes(GoodbyeReason.RoomEnded), Is.EqualTo(3));
    }

    [Test]
    public void LongResultIsCutToWhatAGoodbyeCarries()
    {
        using var match = Start(static room => room.End(new string('x', 5_000)));
        match.Run(ticks: 200);
        Assert.That(match.Players[0].Client.ReasonDetail, Is.EqualTo(new string('x', ControlLimits.DetailCharsMax)));
    }

    [Test]
    public void PlayersOfAnEndedRoomMayPlayAnother()
    {
        using var match = Start(static room => room.End("over"));
        match.Run(ticks: 200);
        match.Players[0].Client.Connect("memory", 9050, "next", "player");
        match.Run(ticks: 60);
        Assert.That(match.Players[0].Client.State, Is.EqualTo(ClientState.Playing));
        Assert.That(match.Players[0].Client.Welcome!.Room, Is.EqualTo("next"));
    }

    // Three players set it off; a room with fewer goes on.
    private static TestMatch<DriftInput, Drifter> Start(Action<Room> bomb, string profile = "N0") =>
        new(() => new Mined(bomb), Drift.Scripted, new SimulationSettings { Seed = 2, Clients = 3, Profile = DriftMatch.ProfileOf(profile) });

    private sealed class Mined(Action<Room> bomb) : DriftGame
    {
        protected override void Tick(Room room)
        {
            base.Tick(room);
            if (room.SeatsTaken == 3 && room.Tick.Number == BombTick)
            {
                bomb(room);
            }
        }
    }
}
