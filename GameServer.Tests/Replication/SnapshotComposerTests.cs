using System.Numerics;
using CsCheck;
using GameServer.Client.Held;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

internal sealed class SnapshotComposerTests
{
    [Test]
    public void ClientHoldsTheRoomAfterOneDatagram()
    {
        var rig = new ReplicationRig(Game(boulders: 20), players: 2);
        rig.Exchange(ticks: 1);
        var tick = rig.Room.History.Newest;
        for (var slot = 0; slot < tick.SlotCount; slot++)
        {
            var isMine = tick.HeadAt(slot).IsPresent && (tick.HeadAt(slot).Kind != 1 || tick.HeadAt(slot).Owner == rig.Seats[0].Seat.Id);
            Assert.That(rig.Seats[0].Holds(slot), Is.EqualTo(isMine), $"slot {slot}");
        }

        rig.Seats[0].AssertHeldIsTrue();
    }

    [Test]
    public void RoomAtRestCostsTheSameWhateverItHolds([Values(10, 100, 400)] int boulders)
    {
        var rig = new ReplicationRig(Game(boulders), players: 1);
        rig.Exchange(ticks: 60);
        rig.Step();
        Assert.That(rig.Seats[0].Compose().Length, Is.LessThanOrEqualTo(12));
    }

    [Test]
    public void RunPassesOverWhatIsHidden()
    {
        var rig = new ReplicationRig(Game(boulders: 400, sees: static (_, id) => id.Slot % 2 == 0), players: 2);
        rig.Exchange(ticks: 60);
        rig.Step();
        Assert.That(rig.Seats[0].Compose().Length, Is.LessThanOrEqualTo(12), "200 boulders, each with a hidden one beside it");
        Assert.That(Enumerable.Range(0, 500).Count(rig.Seats[0].Holds), Is.InRange(200, 203));
        rig.Seats[0].AssertHeldIsTrue();
    }

    [Test]
    public void SeatThatSeesEverySecondSlotHasOneRange()
    {
        var rig = new ReplicationRig(Game(boulders: 200, static room => Shake(room), static (_, id) => id.Slot % 2 == 0), players: 2);
        rig.Exchange(ticks: 10);
        Assert.That(rig.Seats[0].Acks.Held.Length, Is.EqualTo(1));
        Assert.That(rig.Seats[0].Acks.Held[0].Count, Is.InRange(100, 103));
    }

    [Test]
    public void WhatComesIntoViewAmongTheHiddenIsToldWhole()
    {
        var seen = 0;
        var rig = new ReplicationRig(Game(boulders: 100, static room => Shake(room), (_, id) => id.Slot % 2 == 0 || id.Slot < seen), players: 2);
        rig.Exchange(ticks: 10);
        for (seen = 0; seen < 130; seen += 3)
        {
            rig.Exchange(ticks: 1);
            rig.Seats[0].AssertHeldIsTrue();
        }

        var tick = rig.Room.History.Newest;
        Assert.That(Enumerable.Range(0, tick.SlotCount).Where(slot => tick.HeadAt(slot).Kind == 2 && tick.HeadAt(slot).IsPresent).All(rig.Seats[0].Holds), Is.True);
    }

    [Test]
    public void RestingEntityIsNeverSentWholeAgain()
    {
        // Unchanged moves the baseline, or it would fall out of the history after 72 ticks.
        var rig = new ReplicationRig(Game(boulders: 10), players: 1);
        rig.Exchange(ticks: 1);
        var whole = rig.Seats[0].Acks.Counters.WholeRecords;
        rig.Exchange(ticks: 300);
        Assert.That(rig.Seats[0].Acks.Counters.WholeRecords, Is.EqualTo(whole));
        Assert.That(rig.Seats[0].Held.NewestAt(rig.Seats[0].Seat.Avatar.Slot), Is.EqualTo(rig.Room.Tick));
    }

    [Test]
    public void ClientWithoutAcksGetsEverythingWholeEachTime()
    {
        var rig = new ReplicationRig(Game(boulders: 10), players: 1);
        for (var i = 1; i <= 5; i++)
        {
            rig.Step();
            rig.Seats[0].Compose();
            Assert.That(rig.Seats[0].Acks.Counters.WholeRecords, Is.EqualTo(12 * i));
        }
    }

    [Test]
    public void AcksOlderThanTheHistoryMeanWholeEntities()
    {
        var rig = new ReplicationRig(Game(boulders: 10), players: 1);
        rig.Exchange(ticks: 3);
        var whole = rig.Seats[0].Acks.Counters.WholeRecords;
        rig.Step(rig.Room.History.Length - 1);
        rig.Seats[0].Compose();
        Assert.That(rig.Seats[0].Acks.Counters.WholeRecords, Is.EqualTo(whole), "the oldest baseline that there is");
        rig.Step();
        rig.Seats[0].Compose();
        Assert.That(rig.Seats[0].Acks.Counters.WholeRecords, Is.EqualTo(whole + 12), "and one tick more");
    }

    [Test]
    public void LeaveIsRepeatedUntilItIsAcknowledged()
    {
        EntityId gone = default;
        var rig = new ReplicationRig(new SandboxGame { Started = room => gone = room.Spawn(new Boulder()) }, players: 1);
        rig.Exchange(ticks: 2);
        rig.Room.World.Remove(gone);
        rig.Step();
        var quiet = rig.Seats[0].Compose().Length;
        for (var i = 0; i < 10; i++)
        {
            rig.Step();
            Assert.That(rig.Seats[0].Acks.MayHold(gone.Slot), Is.True);
            quiet = rig.Seats[0].Compose().Length;
        }

        Assert.That(rig.Seats[0].Holds(gone.Slot), Is.True, "nothing has arrived");
        rig.Step();
        Assert.That(rig.Seats[0].Deliver(rig.Seats[0].Compose()), Is.EqualTo(ApplyResult.Applied));
        Assert.That(rig.Seats[0].Holds(gone.Slot), Is.False);
        Assert.That(rig.Seats[0].Acknowledge(), Is.True);
        rig.Step();
        Assert.That(rig.Seats[0].Acks.MayHold(gone.Slot), Is.False);
        Assert.That(rig.Seats[0].Compose().Length, Is.LessThan(quiet), "it is told no more");
    }

    [Test]
    public void SlotThatIsUsedAgainHoldsTheNewEntity()
    {
        EntityId first = default;
        var rig = new ReplicationRig(new SandboxGame { Started = room => first = room.Spawn(new Boulder { Weight = 7 }) }, players: 1);
        rig.Exchange(ticks: 3);
        rig.Room.World.Remove(first);
        rig.Step(); // The gap is swept; nobody is told of it.
        var second = rig.Room.Spawn(new Boulder { Weight = 8 });
        Assert.That(second.Slot, Is.EqualTo(first.Slot));
        rig.Exchange(ticks: 1);
        Assert.That(rig.Seats[0].Held.TryGetNewest(second.Slot, out _, out var head, out _), Is.True);
        Assert.That(head.Generation, Is.EqualTo(second.Generation));
        rig.Exchange(ticks: 3);
        rig.Seats[0].AssertHeldIsTrue();
    }

    [Test]
    public void DatagramNeverExceedsItsLimit() => Gen.Select(Gen.Int, Gen.Int[0, 150], Gen.Int[64, DatagramLimits.PayloadBytesMax], Gen.Double[0, 1]).Sample(
        static (seed, boulders, bytesMax, loss) =>
        {
            var random = new Random(seed);
            var rig = new ReplicationRig(Restless(random, boulders), players: 2);
            for (var i = 0; i < 40; i++)
            {
                rig.Step();
                foreach (var seat in rig.Seats)
                {
                    var datagram = seat.Compose(bytesMax);
                    Assert.That(datagram, Has.Length.LessThanOrEqualTo(bytesMax));
                    if (random.NextDouble() >= loss)
                    {
                        Assert.That(seat.Deliver(datagram), Is.EqualTo(ApplyResult.Applied));
                        Assert.That(seat.Acknowledge(), Is.True);
                    }

                    seat.AssertHeldIsTrue();
                }
            }
        },
        iter: 60);

    [Test]
    public void SteadySnapshotAllocatesNothing()
    {
        var rig = new ReplicationRig(Game(boulders: 60, static room => Shake(room)), players: 4);
        rig.Exchange(ticks: 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            rig.Step();
            foreach (var seat in rig.Seats)
            {
                rig.Composer.Compose(seat.Seat, seat.State, new SnapshotHeader(0, rig.Room.Tick, 0, 0, 0), new Allowance(DatagramLimits.DatagramBytesMax, DatagramLimits.PayloadBytesMax));
                seat.Receiver.TryApply(rig.Composer.Batch.At(rig.Composer.Batch.Count - 1, out _));
                seat.Acknowledge();
            }
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static SandboxGame Game(int boulders, Action<Room>? tick = null, Func<Seat, EntityId, bool>? sees = null) => new()
    {
        Sees = sees,
        Ticked = tick,
        Started = room =>
        {
            for (var i = 0; i < boulders; i++)
            {
                room.Spawn(new Boulder { Position = new Vector2(i % 30, i / 30), Weight = i });
            }
        },
    };

    private static void Shake(Room room)
    {
        foreach (var boulder in room.All<Boulder>())
        {
            boulder.Value.Weight += boulder.Id.Slot % 3;
        }
    }

    /// <summary>Boulders that change, come and go.</summary>
    private static SandboxGame Restless(Random random, int boulders) => new()
    {
        Started = room =>
        {
            for (var i = 0; i < boulders; i++)
            {
                room.Spawn(new Boulder { Weight = i });
            }
        },
        Ticked = room =>
        {
            foreach (var boulder in room.All<Boulder>())
            {
                boulder.Value.Weight = random.Next(3) == 0 ? random.Next(1_000_000) : boulder.Value.Weight;
                if (random.Next(60) == 0)
                {
                    boulder.Remove();
                    room.Spawn(new Boulder { Weight = random.Next(1_000_000), Position = new Vector2(random.Next(-500, 500), 3) });
                }
            }
        },
    };
}
