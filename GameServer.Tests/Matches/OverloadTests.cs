using System.Numerics;
using GameServer.Client.Sessions;
using GameServer.Protocol.Control;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Matches;

/// <summary>More work than time: what goes, in which order, what players notice of it, and that it all comes back.</summary>
internal sealed class OverloadTests
{
    private const int TickRate = 60;
    private const long Microsecond = 1_000;

    [TestCase("N0")]
    [TestCase("N4")]
    public void SlowedRoomStaysInStepWithItsPlayersAndComesBack(string profile)
    {
        using var match = DriftMatch.Start(seed: 3, clients: 4, profile);
        match.Run(ticks: 5 * TickRate);
        var before = Numbers.Of(match);
        match.Run(ticks: 10 * TickRate);
        var calm = Numbers.Of(match) - before;
        match.TickTakes = static _ => 20_000 * Microsecond;
        match.Run(ticks: 10 * TickRate);
        Assert.That(match.Room.Shedding, Is.EqualTo(Shedding.Tempo));
        Assert.That(match.Room.Pace.Rate, Is.InRange(0.5, 0.75), "20 ms of 16.7, brought down to three quarters of the time");

        before = Numbers.Of(match);
        match.Run(ticks: 10 * TickRate);
        var slow = Numbers.Of(match) - before;
        Assert.That(slow.Ticks, Is.EqualTo(10 * TickRate * match.Room.Pace.Rate).Within(2), "it goes as fast as it says");
        Assert.That(slow.Skipped, Is.Zero);
        AssertInStep(match, slow, calm);

        match.TickTakes = null;
        match.Run(ticks: 20 * TickRate);
        Assert.That((match.Room.Shedding, match.Room.Pace.Rate), Is.EqualTo((Shedding.None, 1.0)));
        before = Numbers.Of(match);
        match.Run(ticks: 10 * TickRate);
        var full = Numbers.Of(match) - before;
        Assert.That(full.Ticks, Is.EqualTo(10 * TickRate).Within(1));
        AssertInStep(match, full, calm);
    }

    [Test]
    public void SnapshotsGoBeforeTime()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 4);
        match.Run(ticks: 2 * TickRate);
        var before = Numbers.Of(match);
        match.Run(ticks: 10 * TickRate);
        var calm = Numbers.Of(match) - before;
        var room = match.Room;
        match.TickTakes = _ => (room.Pace.IsSparing ? 11_000 : 15_000) * Microsecond;
        match.Run(ticks: 5 * TickRate);
        Assert.That((room.Shedding, room.Pace.Rate), Is.EqualTo((Shedding.Snapshots, 1.0)));
        before = Numbers.Of(match);
        match.Run(ticks: 5 * TickRate);
        var spared = Numbers.Of(match) - before;
        Assert.That(spared.Snapshots, Is.EqualTo(4 * 5 * TickRate / 2).Within(8));
        Assert.That(spared.Ticks, Is.EqualTo(5 * TickRate).Within(1));
        AssertInStep(match, spared, calm);
        Assert.That(match.Players.Select(static p => p.Client.View.ViewTick - p.Client.View.NewestTick.Number), Is.All.LessThanOrEqualTo(0), "others are drawn between two snapshots");
    }

    [Test]
    public void WhatCannotBeKeptIsNotGivenBackAgainAndAgain()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2);
        match.Run(ticks: 2 * TickRate);
        var room = match.Room;
        match.TickTakes = _ => (room.Pace.IsSparing ? 9_000 : 15_000) * Microsecond;
        match.Run(ticks: 60 * TickRate);
        Assert.That(match.Shard.Overload.StepsTaken, Is.InRange(2, 4), "after 2, 8 and 32 s of calm");
        match.TickTakes = null;
        match.Run(ticks: 70 * TickRate);
        Assert.That(room.Shedding, Is.EqualTo(Shedding.None), "but it is tried");
    }

    [Test]
    public void SmallRoomsDoNotPayForABigOne()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2);
        string[] small = ["a", "b", "c"];
        Array.ForEach(small, name => match.AddClient(name));
        match.Run(ticks: TickRate);
        var big = match.Room.Id;
        match.TickTakes = id => (id == big ? 16_000 : 300) * Microsecond;
        match.Run(ticks: 10 * TickRate);
        Assert.That(match.Room.Shedding, Is.EqualTo(Shedding.Tempo));
        Assert.That(small.Select(name => match.RoomNamed(name).Shedding), Is.All.EqualTo(Shedding.None));
        Assert.That(match.Shard.Overload.Load, Is.LessThan(0.9));
    }

    [Test]
    public void RoomsThatCostTheSameShareWhatThereIs()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 1);
        string[] others = ["a", "b", "c"];
        Array.ForEach(others, name => match.AddClient(name));
        match.Run(ticks: TickRate);
        match.TickTakes = static _ => 6_000 * Microsecond;
        match.Run(ticks: 10 * TickRate);
        var tempos = others.Append("test").Select(name => match.RoomNamed(name).Pace.Rate).ToList();
        Assert.That(tempos, Is.All.InRange(0.4, 0.75));
        Assert.That(match.Shard.Overload.Load, Is.LessThan(0.9));
    }

    [Test]
    public void WhoComesThenIsRefusedAndComesInLater()
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2);
        match.Run(ticks: TickRate);
        match.TickTakes = static _ => 20_000 * Microsecond;
        match.Run(ticks: 10 * TickRate);
        var late = match.AddClient();
        var elsewhere = match.AddClient("elsewhere");
        match.Run(ticks: TickRate);
        Assert.That((late.Client.State, late.Client.Reason), Is.EqualTo((ClientState.Closed, GoodbyeReason.Overloaded)));
        Assert.That(elsewhere.Client.Reason, Is.EqualTo(GoodbyeReason.Overloaded), "no room is made either");
        Assert.That(match.Sessions.Goodbyes(GoodbyeReason.Overloaded), Is.EqualTo(2));

        match.TickTakes = null;
        match.Run(ticks: 20 * TickRate);
        var again = match.AddClient();
        match.Run(ticks: TickRate);
        Assert.That(again.Client.State, Is.EqualTo(ClientState.Playing));
    }

    [Test]
    public void FarThingsGoFirstWhereThereAreAny()
    {
        Vector2[] places = [new(0, 0), new(10, 0), new(70, 0)];
        using var match = new TestMatch<Push, Walker>(
            () => new SandboxGame { Radius = 100, Joined = seat => new Walker { Position = places[seat.Id.Index] } },
            static (tick, _) => new Push { X = tick.Number / 30 % 2 == 0 ? 0.2f : -0.2f },
            new SimulationSettings { Clients = 3 });
        match.Run(ticks: 2 * TickRate);
        var room = match.Room;
        match.TickTakes = _ => (room.Shedding >= Shedding.FarThings ? 11_000 : 15_000) * Microsecond;
        match.Run(ticks: 5 * TickRate);
        Assert.That((room.Shedding, room.Pace.IsFull), Is.EqualTo((Shedding.FarThings, true)));

        var held = match.Players[0].Client.CurrentMatch!.Held;
        var ages = new Dictionary<int, List<int>> { [1] = [], [2] = [] };
        match.Run(TickRate, 1_000_000_000 / TickRate, () =>
        {
            foreach (var (seat, list) in ages)
            {
                held.TryGetNewest(room.Seats[seat].Seat.Avatar.Slot, out var tick, out _, out _);
                list.Add(room.Room.Tick - tick);
            }
        });
        var fates = match.Room.Explain(room.Seats[0].Seat.Id, room.Seats[2].Seat.Avatar.Slot, 0).Snapshots;
        Assert.That(fates, Is.Empty, "the question begins the writing down");
        match.Run(ticks: 30);
        fates = match.Room.Explain(room.Seats[0].Seat.Id, room.Seats[2].Seat.Avatar.Slot, 0).Snapshots;
        Assert.That(fates.Count(static f => f.Line.Fate == EntityFate.Shed), Is.EqualTo(fates.Count / 2).Within(1), "and it is said why");
        Assert.That(ages[2].Average() - ages[1].Average(), Is.EqualTo(0.5).Within(0.15), "what is far is told of every other time");
        match.AssertEveryClientAgrees();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void SlowedRoomEndsByItsDeadlineAllTheSame(bool isSlowedBefore)
    {
        using var match = DriftMatch.Start(seed: 1, clients: 2);
        match.Run(ticks: 2 * TickRate);
        match.TickTakes = isSlowedBefore ? static _ => 40_000 * Microsecond : null;
        match.Run(ticks: 10 * TickRate);
        var room = match.Room;
        Assert.That(room.Pace.Rate, isSlowedBefore ? Is.LessThan(0.5) : Is.EqualTo(1));
        match.TickTakes = static _ => 40_000 * Microsecond;
        match.Shard.Drain(room, secondsMax: 10);
        match.Run(ticks: 9 * TickRate);
        Assert.That(room.Room.Result, Is.Null, "not before its time either");
        match.Run(ticks: 2 * TickRate);
        Assert.That(room.Room.Result, Is.Not.Null);
    }

    // A drifter is pushed by others now and then, which nobody predicts.
    private static void AssertInStep(TestMatch<DriftInput, Drifter> match, Numbers during, Numbers calm)
    {
        Assert.That((double)during.InputsFresh / (during.Ticks * match.Players.Count), Is.GreaterThan(0.98), match.Replay);
        Assert.That((double)during.Corrections / during.Ticks, Is.LessThan(1.3 * calm.Corrections / calm.Ticks), match.Replay);
        match.AssertEveryClientAgrees();
    }

    private readonly record struct Numbers(long Ticks, long Skipped, long Snapshots, long InputsFresh, long Corrections)
    {
        public static Numbers Of(TestMatch<DriftInput, Drifter> match) => new(
            match.Room.Counters.Ticks, match.Room.Counters.TicksSkipped, match.Room.Counters.DatagramsSent, match.Room.Sum().Inputs.InputsFresh, match.Players.Sum(static p => p.Client.Stats.Corrections));

        public static Numbers operator -(Numbers a, Numbers b) =>
            new(a.Ticks - b.Ticks, a.Skipped - b.Skipped, a.Snapshots - b.Snapshots, a.InputsFresh - b.InputsFresh, a.Corrections - b.Corrections);
    }
}
