using GameServer.Simulation.Inputs;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>A client whose process stood still plays on where it should be, and not as far ahead as it was away.</summary>
internal sealed class ClientStallTests
{
    private const int Away = 150; // So long that no snapshot says any more how late its inputs were: 127 ticks and more.

    [Test]
    public void ClientThatStoodStillPlaysOnAtOnce([Values("N0", "N1", "N4")] string profile, [Values(1ul, 2ul)] ulong seed)
    {
        using var match = DriftMatch.Start(seed, clients: 2, profile);
        match.Run(300);
        var stuck = match.Players[0];
        var (inputs, jumps) = (match.Room.Room.Seats[stuck.Seat.Index].Inputs, stuck.Client.Stats.ClockJumps);
        stuck.IsPaused = true;
        match.Run(Away);
        stuck.IsPaused = false;
        var deepest = 0;
        for (var i = 0; i < 30; i++)
        {
            match.Run(1);
            deepest = Math.Max(deepest, inputs.Depth);
        }

        var fresh = 0;
        for (var i = 0; i < 60; i++)
        {
            match.Run(1);
            fresh += match.Room.Room.Seats[stuck.Seat.Index].InputSource == InputSource.Fresh ? 1 : 0;
        }

        Assert.That(deepest, Is.LessThanOrEqualTo(12), $"the server was not told of ticks that are far off: {match.Replay}");
        Assert.That(fresh, Is.GreaterThanOrEqualTo(58), match.Replay);
        Assert.That(stuck.Client.Stats.ClockJumps, Is.EqualTo(jumps), "its lead was right all the time");
        match.AssertEveryClientAgrees();
    }
}
