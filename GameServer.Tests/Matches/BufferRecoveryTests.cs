using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

/// <summary>A buffer that a disturbance of the network made deep is as shallow as before within 5 s.</summary>
internal sealed class BufferRecoveryTests
{
    // N11: from 5 s to 7 s everything takes 150 ms longer.
    [Test]
    public void BufferIsBackAtItsDepthFiveSecondsAfterALatencyStep([Values(1ul, 2ul, 3ul, 4ul)] ulong seed)
    {
        using var match = DriftMatch.Start(seed, clients: 4, "N11");
        match.Run(180);
        var calm = MeanDepth(match, ticks: 90);
        var calmTarget = match.Players.Average(static p => p.Client.Stats.InputWaitTargetMs);
        match.Run(150);
        Assert.That(match.Players.Select(static p => p.Client.Stats.ClockJumps), Is.All.GreaterThan(1), $"the step moved the clocks: {match.Replay}");
        match.Run((12 * 60) - 420);
        Assert.That(MeanDepth(match, ticks: 60), Is.EqualTo(calm).Within(1), match.Replay);
        Assert.That(match.Players.Average(static p => p.Client.Stats.InputWaitTargetMs), Is.EqualTo(calmTarget).Within(4), match.Replay);
    }

    private static double MeanDepth(TestMatch<DriftInput, Drifter> match, int ticks)
    {
        var sum = 0.0;
        for (var i = 0; i < ticks; i++)
        {
            match.Run(1);
            foreach (var player in match.Players)
            {
                sum += match.Room.Room.Seats[player.Seat.Index].Inputs.Depth;
            }
        }

        return sum / ticks / match.Players.Count;
    }
}
