using GameServer.Client.Conditioning;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>
/// Why each of the seven rules is there: on a network that does everything a network can do, all of them together raise no
/// false alarm and hide nothing; without any one of them something goes wrong that its test says.
/// </summary>
internal sealed class ExactnessRuleTests
{
    private const int Ticks = 60 * 20;

    [TestCase(1UL)]
    [TestCase(2UL)]
    [TestCase(3UL)]
    public void WithAllRulesTheStormRaisesNoFalseAlarm(ulong seed)
    {
        using var match = InTheStorm(ExactnessRules.None, seed);
        var counters = match.Room.Sum().Replication;
        Assert.That(counters.Desyncs, Is.Zero, match.Replay);
        Assert.That(counters.HashChecks, Is.GreaterThan(counters.Acks * 9 / 10), "silence is not health: hashes were compared");
        Assert.That(counters.DatagramsUncertain, Is.GreaterThan(100), "the storm was one");
        Assert.That(match.DifferingRows(), Is.Zero, match.Replay);
    }

    [Test]
    public void WithoutRule1AnOlderStateReplacesANewerOne() => AssertFalseAlarms(ExactnessRules.NewestTickWins);

    [Test]
    public void WithoutRule3AnOvertakenHashAccusesAHealthyClient() => AssertFalseAlarms(ExactnessRules.HashGoesWithNewestAck);

    [Test]
    public void WithoutRule5ADeltaTurnsOneEntityIntoAnother() => AssertFalseAlarms(ExactnessRules.DeltaStaysWithItsEntity);

    [Test]
    public void WithoutRule7ThereIsNothingToSubtractOnceTheHistoryHasMovedOn() => AssertFalseAlarms(ExactnessRules.AckedHashIsKept);

    [Test]
    public void WithoutRule2ADeltaIsAppliedToAStateThatWasNeverThere()
    {
        var (missing, wrong) = WithAcksThatLie(ExactnessRules.None);
        Assert.That(missing, Is.GreaterThan(0), "the server did name what the client lacks");
        Assert.That(wrong, Is.Zero, "and the client refused it");
        Assert.That(WithAcksThatLie(ExactnessRules.BaselinesAreChecked).Wrong, Is.GreaterThan(0), "unchecked, the client holds states that never were");
    }

    [Test]
    public void WithoutRule4WhatArrivedUnreportedLooksLikeADesync()
    {
        using var guarded = WithRareNews(ExactnessRules.None);
        Assert.That(guarded.Room.Sum().Replication.Desyncs, Is.Zero, guarded.Replay);
        Assert.That(guarded.Room.Sum().Replication.DatagramsUncertain, Is.GreaterThan(0));

        using var unguarded = WithRareNews(ExactnessRules.UnreportedIsUncertain);
        Assert.That(unguarded.Room.Sum().Replication.Desyncs, Is.GreaterThan(0), "the client holds more than the server believes");
    }

    [Test]
    public void WithoutRule6ADesyncIsFoundAgainAndAgainAndNeverRepaired()
    {
        using var guarded = WithBrokenMemory(ExactnessRules.None);
        Assert.That(guarded.Room.Sum().Replication.Desyncs, Is.EqualTo(1), "found once");
        Assert.That(WrongDuring(guarded, ticks: 60), Is.Zero, "and repaired");

        using var unguarded = WithBrokenMemory(ExactnessRules.RepairTellsEverything);
        Assert.That(unguarded.Room.Sum().Replication.Desyncs, Is.GreaterThan(10), "found with every ack");
        Assert.That(WrongDuring(unguarded, ticks: 60), Is.GreaterThan(0), "and still there");
    }

    private static void AssertFalseAlarms(ExactnessRules off)
    {
        using var match = InTheStorm(off, seed: 1);
        Assert.That(match.Room.Sum().Replication.Desyncs, Is.GreaterThan(10), $"without {off} healthy clients are accused");
    }

    /// <summary>Long and very uneven delays, loss in bursts, repeats, and outages of one direction at a time, longer than the ack window.</summary>
    private static TestMatch<DriftInput, Drifter> InTheStorm(ExactnessRules off, ulong seed)
    {
        var way = new LinkDirection { DelaySeconds = 0.3, JitterSeconds = 0.3, LossShare = 0.1, LossBurstMean = 3, DuplicateShare = 0.1 };
        var match = DriftMatch.Start(seed, clients: 3, change: s => s with { Profile = new LinkProfile("storm", way, way), Rules = ExactnessRules.All & ~off });
        foreach (var player in match.Players)
        {
            player.Tap.Up = _ => match.Seconds % 15 is < 6 or > 8;
            player.Tap.Down = _ => match.Seconds % 15 is < 11 or > 13;
        }

        match.Run(Ticks);
        return match;
    }

    /// <summary>A fifth of the snapshots are lost, and the acks claim that they came.</summary>
    private static (long Missing, int Wrong) WithAcksThatLie(ExactnessRules off)
    {
        using var match = DriftMatch.Start(seed: 1, clients: 1, change: s => s with { Rules = ExactnessRules.All & ~off });
        var (seen, count) = (0u, 0);
        match.Players[0].Tap.Down = bytes =>
        {
            seen = SequenceOf(bytes);
            return ++count < 200 || count % 5 != 0; // Once the history is full, so that there is something wrong to find in it.
        };
        match.Players[0].Tap.RewriteUp = bytes => Acknowledging(bytes, seen);
        var wrong = WrongDuring(match, Ticks);
        return (match.Players[0].Client.Stats.MissingBaselines, wrong);
    }

    /// <summary>So little fits into a snapshot that a slot is told of only now and then, while acks are cut off for longer than their window.</summary>
    private static TestMatch<DriftInput, Drifter> WithRareNews(ExactnessRules off)
    {
        var settings = new SimulationSettings { Clients = 8, BytesPerSecondMax = (64 + ByteBudget.HeaderBytes) * 60, Rules = ExactnessRules.All & ~off };
        var match = new TestMatch<DriftInput, Drifter>(() => new DriftGame(), static (tick, seat) => Drift.Scripted(tick, seat) with { Drop = tick.Number % 5 == 0 }, settings);
        foreach (var player in match.Players)
        {
            player.Tap.Up = _ => match.Seconds % 4 is < 2 or > 3.3;
        }

        match.Run(Ticks);
        return match;
    }

    /// <summary>One bit of a client's memory turns over.</summary>
    private static TestMatch<DriftInput, Drifter> WithBrokenMemory(ExactnessRules off)
    {
        var match = DriftMatch.Start(seed: 1, clients: 2, change: s => s with { Rules = ExactnessRules.All & ~off });
        match.Run(ticks: 300);
        var slot = match.Room.Room.Seats[match.Players[1].Seat.Index].Avatar.Slot;
        match.Players[0].Client.CurrentMatch!.Held.Corrupt(slot, column: 0, flip: 1 << 4);
        match.Run(ticks: 300);
        return match;
    }

    // Counted in every tick: a broken baseline shows only in those states that are built on it.
    private static int WrongDuring(TestMatch<DriftInput, Drifter> match, int ticks)
    {
        var wrong = 0;
        for (var tick = 0; tick < ticks; tick++)
        {
            match.Run(ticks: 1);
            wrong += match.DifferingRows();
        }

        return wrong;
    }

    private static uint SequenceOf(byte[] snapshot)
    {
        var reader = new BitReader(snapshot, DatagramKinds.Bits);
        return reader.Read(LowBits.Count);
    }

    // The same input datagram with another ack: the newest, and all before it. What is left out is a whole number of bytes.
    private static byte[] Acknowledging(byte[] input, uint newest)
    {
        var reader = new BitReader(input);
        var buffer = new byte[input.Length + 8];
        var writer = new BitWriter(buffer);
        writer.Write(reader.Read(DatagramKinds.Bits), DatagramKinds.Bits);
        writer.Write(reader.Read(LowBits.Count), LowBits.Count);
        AckField.Read(ref reader, around: 0);
        new AckField(newest, ulong.MaxValue).Write(ref writer);
        reader.Read(1 + HashCheck.Bits);
        writer.Write(false); // No hash, which would give the lie away.
        writer.Copy(input, reader.Position, reader.BitsLeft);
        return buffer[..writer.Finish()];
    }
}
