using GameServer.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

public sealed class InputTimingTests
{
    [TestCase("N0")]
    [TestCase("N1")]
    [TestCase("N4")]
    [TestCase("N4b")]
    [TestCase("N5")]
    [TestCase("N8")]
    public void Probe(string profile)
    {
        using var match = DriftMatch.Start(seed: 3, clients: 8, profile);
        match.Run(ticks: 300);
        SeatCounters before = match.Room.Sum().Inputs;
        match.Run(ticks: 60 * 60);
        SeatCounters after = match.Room.Sum().Inputs;
        var fresh = after.InputsFresh - before.InputsFresh;
        var missed = after.InputsRepeated + after.InputsNeutral - before.InputsRepeated - before.InputsNeutral;
        TestContext.Out.WriteLine($"{profile}: missed {100.0 * missed / (fresh + missed):0.000} % wait {(after.WaitMsSum - before.WaitMsSum) / (after.WaitSamples - before.WaitSamples):0.0} ms");
        foreach (var player in match.Players)
        {
            TestContext.Out.WriteLine($"  {player.Client.CurrentMatch!.Clock.LeadMs:0} {player.Client.View.InputWaitMs:0}");
        }
    }
}
