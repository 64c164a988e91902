using System.Numerics;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Rooms;

/// <summary>Why a client got an entity or did not, for each reason there is.</summary>
internal sealed class EntityExplanationTests
{
    [Test]
    public void WhatIsSentIsSaidToBeSentAndAcknowledged()
    {
        using var match = Start(0, out var boulders);
        var lines = Explain(match, boulders[0]).Snapshots;
        Assert.That(lines, Has.Count.GreaterThan(10));
        Assert.That(lines.Select(static l => l.Line.Fate), Is.All.EqualTo(EntityFate.Sent));
        Assert.That(lines.Select(static l => l.Line.Tick.Number), Is.Ordered.Ascending);
        Assert.That(lines[^5].Line.Datagram, Is.Positive);
        Assert.That(lines[^5].IsAcknowledged);
        Assert.That(lines[^5].Line.Urgency, Is.NaN, "everything fitted");
    }

    [Test]
    public void EachReasonHasItsName()
    {
        using var match = Start(0, out var boulders);
        Assert.That(FateOf(match, boulders[1]), Is.EqualTo(EntityFate.OutsideRadius));
        Assert.That(FateOf(match, boulders[2]), Is.EqualTo(EntityFate.HiddenByGame));
        Assert.That(FateOf(match, boulders[3]), Is.EqualTo(EntityFate.SentUnchanged));
        Assert.That(FateOf(match, new EntityId(boulders[0].Slot, 99)), Is.EqualTo(EntityFate.Absent));
        Assert.That(FateOf(match, new EntityId(60_000, 0)), Is.EqualTo(EntityFate.Absent));
        var others = Enumerable.Range(0, match.Room.Room.History.Newest.SlotCount).First(slot =>
            match.Room.Room.History.Newest.HeadAt(slot) is { IsPresent: true, Kind: 1 } head && head.Owner.Index == 1);
        Assert.That(FateOf(match, new EntityId((ushort)others, 0)), Is.EqualTo(EntityFate.AnothersOwn));
    }

    [Test]
    public void WhatDidNotFitIsSaidToBeLessUrgentThanWhatDid()
    {
        using var match = Start(300, out var boulders);
        var lines = Explain(match, boulders[0]).Snapshots.Select(static l => l.Line).ToList();
        var deferred = lines.Where(static l => l.Fate == EntityFate.Deferred).ToList();
        Assert.That(deferred, Is.Not.Empty);
        Assert.That(lines.Any(static l => l.Fate == EntityFate.Sent), "it is told of now and then");
        Assert.That(deferred.Count(static l => l.Urgency <= l.CutOff), Is.GreaterThan(deferred.Count / 2), "the others did not fit beside what was chosen");
        Assert.That(deferred.All(static l => l.Urgency > 0));
    }

    [Test]
    public void NobodyIsLookedAtWhenNobodyAsks()
    {
        using var match = Start(0, out var boulders);
        Assert.That(match.Room.Seats[0].Replication.Watch, Is.Null);
        Explain(match, boulders[0]);
        Assert.That(match.Room.Seats[0].Replication.Watch, Is.Not.Null);
        match.Run(ticks: 700);
        Assert.That(match.Room.Seats[0].Replication.Watch, Is.Null, "ten seconds after the last question");
    }

    [Test]
    public void ALongLookRemembersTheNewest()
    {
        using var match = Start(0, out var boulders);
        Explain(match, boulders[0]);
        match.Run(ticks: 300);
        var lines = match.Room.Explain(new SeatId(0), boulders[0].Slot, boulders[0].Generation).Snapshots;
        Assert.That(lines, Has.Count.EqualTo(EntityWatch.LinesMax));
        Assert.That(lines[^1].Line.Tick, Is.EqualTo(match.Room.Room.Tick));
    }

    private static EntityFate FateOf(TestMatch<Push, Walker> match, EntityId entity) => Explain(match, entity).Snapshots[^1].Line.Fate;

    private static EntityExplanation Explain(TestMatch<Push, Walker> match, EntityId entity)
    {
        Assert.That(match.Room.Explain(new SeatId(0), entity.Slot, entity.Generation).Snapshots, Is.Empty);
        match.Run(ticks: 40);
        return match.Room.Explain(new SeatId(0), entity.Slot, entity.Generation);
    }

    /// <summary>Boulders: one that moves, one far away, one that is hidden, one that rests; and so many others that move.</summary>
    private static TestMatch<Push, Walker> Start(int others, out EntityId[] boulders)
    {
        var named = new EntityId[4];
        boulders = named;
        var match = new TestMatch<Push, Walker>(
            () => new SandboxGame
            {
                Radius = 100,
                Started = room =>
                {
                    for (var i = 0; i < 4; i++)
                    {
                        named[i] = room.Spawn(new Boulder { Position = new Vector2(i == 1 ? 400 : i, 0) });
                    }

                    for (var i = 0; i < others; i++)
                    {
                        room.Spawn(new Boulder { Position = new Vector2(0, 1 + (i % 30)) });
                    }
                },
                Ticked = room => Move(room, named[3]),
                Sees = (seat, id) => id != named[2],
            },
            static (_, _) => default,
            new SimulationSettings { Clients = 2, BytesPerSecondMax = 16_000 });
        match.Run(ticks: 120);
        return match;
    }

    private static void Move(Room room, EntityId resting)
    {
        foreach (var boulder in room.All<Boulder>())
        {
            boulder.Value.Weight = boulder.Id == resting ? 0 : room.Random.NextInt(1_000_000);
        }
    }
}
