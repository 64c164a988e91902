using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

internal sealed class FloodTests
{
    private const int PerTurn = 5; // Each half millisecond: 10,000 datagrams per second.

    [Test]
    public void FlooderLeavesTheOthersTheirInputs([Values] bool isNoise)
    {
        using var match = DriftMatch.Start(seed: 8, clients: 4, change: static s => s with { SeatsMax = 4 });
        match.Run(ticks: 300);
        var flooder = match.Players[0];
        byte[] last = [];
        flooder.Tap.Up = datagram =>
        {
            last = datagram;
            return true;
        };
        match.Run(ticks: 10);
        var before = match.Players.Select(p => match.Room.Seats[p.Seat.Index].Counters).ToArray();
        match.Run(ticks: 600, everyNs: 500_000, () =>
        {
            for (var i = 0; i < PerTurn && last.Length > 0; i++)
            {
                flooder.Tap.SendPast(isNoise ? new byte[60] : last);
            }
        });

        Assert.That(match.Room.Inbox.DroppedOldest, Is.GreaterThan(80_000), "there was a flood");
        Assert.That(match.Room.Inbox.RefusedTooLong, Is.Zero);
        foreach (var player in match.Players.Skip(1))
        {
            var (was, now) = (before[player.Seat.Index], match.Room.Seats[player.Seat.Index].Counters);
            Assert.That(now.InputsFresh - was.InputsFresh, Is.EqualTo(600).Within(1), "every input at its tick");
            Assert.That(now.InputsRepeated - was.InputsRepeated, Is.Zero);
        }

        match.Run(ticks: 120);
        match.AssertEveryClientAgrees();
    }
}
