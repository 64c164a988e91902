using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

internal sealed class LateWelcomeTests
{
    // 1.3 s: farther than the clock's samples used to reach. 2.2 s: farther than the server remembers ticks, so that it measures nothing.
    [TestCase(0.9)]
    [TestCase(1.3)]
    [TestCase(2.2)]
    [TestCase(3.0)]
    public void ClientWhoseWelcomeComesLateCatchesUp(double seconds)
    {
        var way = new LinkDirection { DelaySeconds = 0.03, JitterSeconds = 0.005 };
        var stalled = new LinkProfile("stalled", way, way) { Phases = [new LinkPhase(0, seconds) { IsStall = true }] };
        using var match = DriftMatch.Start(seed: 2, clients: 2);
        match.Run(ticks: 60);
        var late = match.AddClient(profile: stalled);
        match.RunUntil(() => late.Client.State == ClientState.Playing, seconds: seconds + 1, "it is let in");
        match.Run(ticks: 120);
        var before = match.Room.Seats[late.Seat.Index].Counters.InputsFresh;
        match.Run(ticks: 120);
        Assert.That(match.Room.Seats[late.Seat.Index].Counters.InputsFresh - before, Is.EqualTo(120), "every input at its tick, two seconds later");
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void PressIsNotMadeAgainAfterTheClientStoodStill()
    {
        var pressed = 0;
        var settings = new Tools.Simulator.Matches.SimulationSettings { Clients = 1, Profile = DriftMatch.ProfileOf("N1") };
        using var match = new TestMatch<DriftInput, Drifter>(static () => new DriftGame(), (tick, seat) =>
        {
            var input = Drift.Scripted(tick, seat);
            pressed += input.Drop ? 1 : 0;
            return input;
        }, settings);
        for (var i = 0; i < 8; i++)
        {
            match.Run(ticks: 200);
            match.Players[0].IsPaused = true;
            match.Run(ticks: 60 + (i * 7));
            match.Players[0].IsPaused = false;
        }

        match.Run(ticks: 200);
        match.Room.Room.World.TryFind<Drifter>(match.Room.Room.Seats[0].Avatar, out var avatar);
        Assert.That(DriftGame.PebblesAtStart - avatar.Value.Pebbles, Is.EqualTo(pressed).Within(2).And.AtMost(pressed));
    }
}
