using GameServer.Games.Arena;
using GameServer.Tests.Support;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tests.Matches;

/// <summary>What every client holds equals the server's history in every bit, whatever the network does.</summary>
public sealed class AgreementTests
{
    [Test]
    public void EveryClientAgreesUnder([Values("N0", "N0a", "N1", "N1b", "N1c", "N2", "N3", "N4", "N4b", "N5", "N6", "N7", "N8", "N11", "N12")] string profile)
    {
        using var match = DriftMatch.Start(seed: 7, clients: 4, profile);
        match.Run(ticks: 900);
        match.RunUntil(() => match.Players.All(p => match.Room.Room.Tick - p.Client.View.NewestTick < 60), 10, "every client is up to date");
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void EveryClientAgreesAtTwentyPercentLossWithReorderingAndDuplicates([Range(1, 5)] int seed)
    {
        using var match = DriftMatch.Start((ulong)seed, clients: 4, "N7");
        match.Run(ticks: 1200);
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void HashesAreComparedWithAtLeastNineOfTenAcks([Values("N0", "N4", "N7")] string profile)
    {
        using var match = DriftMatch.Start(seed: 11, clients: 8, profile);
        match.Run(ticks: 1200);
        var counters = match.Room.Sum().Replication;
        Assert.That(counters.HashChecks, Is.GreaterThanOrEqualTo(counters.Acks * 9 / 10), match.Replay);
        Assert.That(counters.Desyncs, Is.Zero, match.Replay);
    }

    [Test]
    public void EightInTheArenaAgreeAtTheHeadlineProfile()
    {
        using var match = ArenaMatch(seed: 3, clients: 8, "N4");
        match.Run(ticks: 1800);
        match.AssertEveryClientAgrees();
        Assert.That(match.Room.Room.All<Fighter>().Count, Is.EqualTo(8));
    }

    [Test]
    public void LateJoinerAgreesWithinASecond()
    {
        using var match = DriftMatch.Start(seed: 2, clients: 15, "N1");
        match.Run(ticks: 600);
        var late = match.AddClient();
        match.RunUntil(() => late.Client.View.HasAvatar, 1, "the late joiner sees its avatar");
        match.Run(ticks: 60);
        Assert.That(late.Client.View.All<Drifter>().Length, Is.EqualTo(15), "and the others");
        match.AssertEveryClientAgrees();
    }

    [Test]
    public void BrokenMemoryIsFoundByTheFirstAckAndRepairedInPlace()
    {
        using var match = DriftMatch.Start(seed: 4, clients: 4, "N4");
        match.Run(ticks: 600);
        var player = match.Players[1];
        var slot = match.Room.Room.Seats[match.Players[0].Seat.Index].Avatar.Slot;
        player.Client.CurrentMatch!.Held.Corrupt(slot, column: 2, flip: 1);
        match.RunUntil(() => match.Room.Sum().Replication.Desyncs == 1, 0.4, "found");
        match.Run(ticks: 60);
        Assert.That(match.DifferingRows(), Is.Zero, match.Replay);
        Assert.That(player.Client.Stats.Reconnects, Is.Zero, "without a disconnect");
        var checks = match.Room.Sum().Replication.HashChecks;
        match.Run(ticks: 60);
        Assert.That(match.Room.Sum().Replication.HashChecks, Is.GreaterThan(checks + 100), "and hashes are compared again");
        Assert.That(match.Room.Sum().Replication.Desyncs, Is.EqualTo(1));
    }

    [Test]
    public void OwnerPartsAreHeldByTheirOwnersAlone()
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

    private static TestMatch<ArenaInput, Fighter> ArenaMatch(ulong seed, int clients, string profile) =>
        new(() => new ArenaGame(), ArenaScript.Press, new TestMatchSettings { Seed = seed, Clients = clients, Profile = DriftMatch.ProfileOf(profile) });
}
