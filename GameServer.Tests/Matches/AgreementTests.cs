using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

public sealed class AgreementTests
{
    [TestCase("N0")]
    [TestCase("N1")]
    [TestCase("N4")]
    [TestCase("N7")]
    [TestCase("N8")]
    public void EveryClientAgreesUnder(string profile)
    {
        using var match = DriftMatch.Start(seed: 7, clients: 4, profile);
        match.Run(ticks: 1200);
        match.AssertEveryClientAgrees();
        var (replication, inputs) = match.Room.Sum();
        TestContext.Out.WriteLine($"{profile}: checks {replication.HashChecks}/{replication.Acks} whole {replication.WholeRecords}/{replication.Records} bytes/record {(double)replication.SnapshotBytes / replication.Records:0.00} fresh {inputs.InputsFresh} rep {inputs.InputsRepeated} neu {inputs.InputsNeutral} late {inputs.InputsLate} wait {inputs.WaitMsSum / inputs.WaitSamples:0.0}");
        foreach (var player in match.Players)
        {
            var s = player.Client.Stats;
            TestContext.Out.WriteLine($"  applied {s.Applied} dup {s.Duplicates} old {s.TooOld} missing {s.MissingBaselines} bad {s.Malformed} checked {s.PredictionsChecked} corrected {s.Corrections} wait {player.Client.View.InputWaitMs:0} delay {player.Client.View.ViewDelayMs:0}");
        }
    }
}
