using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Tests.Support;

namespace GameServer.Tests.Matches;

internal sealed class AgreementTests
{
    [Test]
    public void EveryClientAgreesUnder([Values("N0", "N0a", "N1", "N2b", "N3", "N4", "N4b", "N5", "N6", "N7", "N8", "N13up", "N13down")] string profile)
    {
        using var match = DriftMatch.Start(seed: 7, clients: 4, profile);
        match.Run(ticks: 900);
        match.AssertEveryClientAgrees();
        AssertHashesWereCompared(match);
    }

    [Test]
    public void EveryClientAgreesAtTwentyPercentLossWithReorderingAndDuplicates([Range(1ul, 5ul)] ulong seed)
    {
        using var match = DriftMatch.Start(seed, clients: 4, change: static s => s with { Profile = Rough });
        match.Run(ticks: 900);
        match.AssertEveryClientAgrees();
        AssertHashesWereCompared(match);
        Assert.That(match.Players.Sum(static p => p.Client.Stats.Duplicates), Is.Positive, "there were some");
    }

    [Test]
    public void EveryClientAgreesAfterLatencyStepStallAndOutage()
    {
        using var match = DriftMatch.Start(seed: 3, clients: 4, "N11");
        match.Run(ticks: 60 * 32);
        match.AssertEveryClientAgrees();
        AssertHashesWereCompared(match);
    }

    [Test]
    public void EveryClientAgreesBeforeANarrowLine()
    {
        using var match = DriftMatch.Start(seed: 3, clients: 4, "N12");
        match.Run(ticks: 60 * 24);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void ClientsBeyondTheHistoryLiveOnWholeEntities()
    {
        // N9's round trip is 2 s and the history 1.2: no baseline ever comes back in time, and no hash can be compared.
        using var match = DriftMatch.Start(seed: 3, clients: 2, "N9");
        match.Run(ticks: 60 * 15);
        match.AssertEveryClientHoldsTheTruth();
        var (replication, _) = match.Room.Sum();
        Assert.That(replication.Desyncs, Is.Zero);
        Assert.That(replication.WholeRecords, Is.GreaterThan(0.9 * replication.Records), "all but the leaves");
        Assert.That(match.Players.Select(static p => p.Client.Stats.Applied), Is.All.GreaterThan(300));
    }

    [TestCase(60, 30)]
    [TestCase(60, 20)]
    [TestCase(30, 30)]
    [TestCase(20, 10)]
    public void EveryClientAgreesAtOtherRates(int tickRate, int snapshotRate)
    {
        using var match = DriftMatch.Start(seed: 7, clients: 3, "N1", s => s with { TickRate = tickRate, SnapshotRate = snapshotRate });
        match.Run(ticks: 10 * tickRate);
        match.AssertEveryClientAgrees();
        AssertHashesWereCompared(match);
    }

    [TestCase(20)]
    [TestCase(144)]
    public void EveryClientAgreesAtAnyFrameRate(int framesPerSecond)
    {
        using var match = DriftMatch.Start(seed: 7, clients: 3, "N4", s => s with { FramesPerSecond = framesPerSecond });
        match.Run(ticks: 600);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void EveryClientAgreesWhenNotEverythingFits()
    {
        using var match = DriftMatch.Start(seed: 7, clients: 6, "N4", static s => s with { BytesPerSecondMax = 6_000 });
        match.Run(ticks: 900);
        match.AssertEveryClientAgrees();
        Assert.That(match.Room.Sum().Replication.Deferred, Is.Positive);
    }

    [Test]
    public void OwnersPartsAreHeldByTheirOwnersAlone()
    {
        using var match = DriftMatch.Start(seed: 6, clients: 4, "N1");
        match.Run(ticks: 300);
        var records = match.Room.Room.Game.Schema.Records;
        foreach (var player in match.Players)
        {
            var held = player.Client.CurrentMatch!.Held;
            for (var slot = 0; slot < held.SlotCount; slot++)
            {
                if (held.TryGetNewest(slot, out _, out var head, out _) && records[head.Kind].IsOwnerPart)
                {
                    Assert.That(head.Owner, Is.EqualTo(player.Seat));
                }
            }
        }
    }

    [Test]
    public void ClientWhoseProcessStoodStillCatchesUp()
    {
        using var match = DriftMatch.Start(seed: 7, clients: 3, "N1");
        match.Run(ticks: 300);
        match.Players[1].IsPaused = true;
        match.Run(ticks: 120);
        match.Players[1].IsPaused = false;
        match.Run(ticks: 300);
        match.AssertEveryClientAgrees();
        Assert.That(match.Players[1].Client.View.NewestTick.Number, Is.GreaterThan(match.Room.Room.Tick.Number - 10));
    }

    private static LinkProfile Rough { get; } = new("rough", Way, Way);

    private static LinkDirection Way => new()
    {
        DelaySeconds = 0.1,
        JitterSeconds = 0.04,
        LossShare = 0.2,
        LossBurstMean = 3,
        DuplicateShare = 0.1,
        ReorderShare = 0.2,
        ReorderSeconds = 0.05,
    };

    // Silence is no agreement: nearly every ack that was the newest when it came had its hash compared.
    private static void AssertHashesWereCompared(TestMatch<DriftInput, Drifter> match)
    {
        var (replication, _) = match.Room.Sum();
        Assert.That(replication.HashChecks, Is.GreaterThan(0.9 * replication.Acks), match.Replay);
        Assert.That(match.Players.Select(static p => p.Client.State), Is.All.EqualTo(ClientState.Playing));
    }
}
