using GameServer.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>The server's process stands still for longer than it makes up for: the ticks in between are skipped.</summary>
public sealed class ServerStallTests
{
    [Test]
    public void InputsAreInTimeAgainOnceTheServerHasCaughtUpWithTheClients([Values("N0", "N4")] string profile, [Values(1, 3)] int seconds)
    {
        using var match = DriftMatch.Start(seed: 2, clients: 4, profile);
        match.Run(ticks: 600);
        match.IsServerStopped = true;
        match.Run(ticks: 60 * seconds);
        match.IsServerStopped = false;
        match.Run(ticks: (60 * seconds) + 120);
        Assert.That(match.Room.Counters.TicksSkipped, Is.GreaterThan(40), "ticks were skipped");

        SeatCounters before = match.Room.Sum().Inputs;
        match.Run(ticks: 600);
        SeatCounters after = match.Room.Sum().Inputs;
        double fresh = after.InputsFresh - before.InputsFresh;
        Assert.That(fresh / (4 * 600), Is.GreaterThan(0.99), match.Replay);
        Assert.That(after.InputsRefused - before.InputsRefused, Is.Zero, "none is for a tick too far ahead");
        Assert.That((after.WaitMsSum - before.WaitMsSum) / fresh, Is.LessThan(80), "and none waits for long");
        match.AssertEveryClientAgrees();
    }
}
