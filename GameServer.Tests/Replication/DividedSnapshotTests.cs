using CsCheck;
using GameServer.Client.Held;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

internal sealed class DividedSnapshotTests
{
    private const int DatagramBytes = 200;

    [Test]
    public void WhatDoesNotFitIntoOneDatagramGoesInSeveral([Values(2, 3, 4)] int datagrams)
    {
        var rig = new ReplicationRig(Restless(boulders: datagrams * 28), players: 1);
        var seat = rig.Seats[0];
        Settle(rig, DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
        var (records, deferred) = (seat.Acks.Counters.Records, seat.Acks.Counters.Deferred);
        for (var i = 0; i < 50; i++)
        {
            rig.Step();
            var sent = seat.ComposeAll(DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
            Assert.That(sent, Has.Length.EqualTo(datagrams));
            Assert.That(sent.Select(static d => d.Length), Is.All.LessThanOrEqualTo(DatagramBytes));
            Take(seat, sent);
        }

        Assert.That(seat.Acks.Counters.Records - records, Is.EqualTo(50 * ((datagrams * 28) + 2)));
        Assert.That(seat.Acks.Counters.Deferred, Is.EqualTo(deferred));
        Assert.That(seat.Acks.Held.Length, Is.EqualTo(datagrams), "each datagram's slots are one range with one baseline");
    }

    [Test]
    public void BudgetOfOneDatagramIsNotExceeded()
    {
        var rig = new ReplicationRig(Restless(boulders: 150), players: 1);
        for (var i = 0; i < 100; i++)
        {
            rig.Step();
            var sent = rig.Seats[0].ComposeAll(DatagramBytes, DatagramBytes + 20);
            Assert.That(sent, Has.Length.EqualTo(1), "20 bytes are not worth another's headers");
            Take(rig.Seats[0], sent);
        }

        Assert.That(rig.Seats[0].Acks.Counters.Deferred, Is.Positive);
    }

    [Test]
    public void BudgetOfADatagramAndAHalfIsUsedUp()
    {
        var rig = new ReplicationRig(Restless(boulders: 400), players: 1);
        Settle(rig, DatagramBytes, DatagramBytes * 3 / 2);
        rig.Step();
        var sent = rig.Seats[0].ComposeAll(DatagramBytes, DatagramBytes * 3 / 2);
        Assert.That(sent, Has.Length.EqualTo(2));
        Assert.That(sent.Sum(static d => d.Length), Is.InRange(DatagramBytes * 5 / 4, DatagramBytes * 3 / 2));
    }

    // Each names its own baselines: whatever is lost, what arrives counts.
    [Test]
    public void EveryDatagramIsOfUseWithoutTheOthers() => Gen.Select(Gen.Int, Gen.Int[60, 200], Gen.Double[0, 0.8]).Sample(
        static (seed, boulders, loss) =>
        {
            var random = new Random(seed);
            var rig = new ReplicationRig(Restless(boulders), players: 1);
            var seat = rig.Seats[0];
            for (var i = 0; i < 60; i++)
            {
                rig.Step();
                foreach (var datagram in seat.ComposeAll(DatagramBytes, SlotSplit.PartsMax * DatagramBytes).Where(_ => random.NextDouble() >= loss).OrderBy(_ => random.Next()))
                {
                    Assert.That(seat.Deliver(datagram), Is.EqualTo(ApplyResult.Applied));
                    seat.AssertHeldIsTrue();
                }

                Assert.That(seat.Acknowledge(), Is.True, "a false alarm");
            }

            Settle(rig, DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
            Assert.That(Enumerable.Range(0, seat.SlotCount).Where(slot => seat.Holds(slot) != seat.State.View.Has(slot)), Is.Empty);
        },
        iter: 60);

    [Test]
    public void DatagramOfWhichAllIsLostLeavesTheOthersBaselinesAsTheyWere()
    {
        var rig = new ReplicationRig(Restless(boulders: 90), players: 1);
        var seat = rig.Seats[0];
        Settle(rig, DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
        var whole = seat.Acks.Counters.WholeRecords;
        for (var i = 0; i < 20; i++)
        {
            rig.Step();
            Take(seat, seat.ComposeAll(DatagramBytes, SlotSplit.PartsMax * DatagramBytes)[1..]);
        }

        Assert.That(seat.Acks.Counters.WholeRecords, Is.EqualTo(whole));
        Assert.That(Enumerable.Range(0, seat.SlotCount).Where(seat.Holds).Select(seat.Held.NewestAt).Distinct().Order(), Is.EqualTo(new[] { rig.Room.Tick + -20, rig.Room.Tick }));
    }

    [Test]
    public void OneDatagramIsEnoughAgainWhenThereIsLessToTell()
    {
        var isRestless = true;
        var rig = new ReplicationRig(Restless(boulders: 150, () => isRestless), players: 1);
        Settle(rig, DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
        isRestless = false;
        Settle(rig, DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
        rig.Step();
        var sent = rig.Seats[0].ComposeAll(DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
        Assert.That(sent, Has.Length.EqualTo(1));
        Assert.That(sent[0], Has.Length.LessThanOrEqualTo(14));
    }

    // Records of datagrams that may still arrive are not given up for further ones of the same snapshots.
    [Test]
    public void WhoDoesNotAcknowledgeIsSentOneDatagramAfterAWhile()
    {
        var rig = new ReplicationRig(Restless(boulders: 150), players: 1);
        for (var i = 0; i < 32; i++)
        {
            rig.Step();
            Assert.That(rig.Seats[0].ComposeAll(DatagramBytes, SlotSplit.PartsMax * DatagramBytes), Has.Length.EqualTo(SlotSplit.PartsMax), $"snapshot {i}");
        }

        rig.Step();
        Assert.That(rig.Seats[0].ComposeAll(DatagramBytes, SlotSplit.PartsMax * DatagramBytes), Has.Length.EqualTo(1));
        Assert.That(rig.Seats[0].Acks.Counters.DatagramsUncertain, Is.EqualTo(1));
    }

    [Test]
    public void SteadySnapshotOfSeveralDatagramsAllocatesNothing()
    {
        var rig = new ReplicationRig(Restless(boulders: 84), players: 1);
        var seat = rig.Seats[0];
        Settle(rig, DatagramBytes, SlotSplit.PartsMax * DatagramBytes);
        var allowance = new Allowance(SlotSplit.PartsMax * (DatagramBytes + ByteBudget.HeaderBytes), DatagramBytes);
        var allocated = 0L;
        for (var i = 0; i < 200; i++)
        {
            rig.Step();
            var before = GC.GetAllocatedBytesForCurrentThread();
            rig.Composer.Compose(seat.Seat, seat.State, new SnapshotHeader(0, rig.Room.Tick, 0, 0, 0), allowance);
            for (var d = 0; d < rig.Composer.Batch.Count; d++)
            {
                seat.Receiver.TryApply(rig.Composer.Batch.At(d, out _));
            }

            seat.Acknowledge();
            allocated += i < 100 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.That(rig.Composer.Batch.Count, Is.EqualTo(3));
        Assert.That(allocated, Is.Zero);
    }

    private static void Settle(ReplicationRig rig, int datagramBytesMax, int bytesMax)
    {
        for (var i = 0; i < 150; i++)
        {
            rig.Step();
            Take(rig.Seats[0], rig.Seats[0].ComposeAll(datagramBytesMax, bytesMax));
        }
    }

    private static void Take(RigSeat seat, IEnumerable<byte[]> datagrams)
    {
        foreach (var datagram in datagrams)
        {
            Assert.That(seat.Deliver(datagram), Is.EqualTo(ApplyResult.Applied));
        }

        Assert.That(seat.Acknowledge(), Is.True, "a false alarm");
        seat.AssertHeldIsTrue();
    }

    /// <summary>Boulders of which every one changes with every tick, by some 43 bits.</summary>
    private static SandboxGame Restless(int boulders, Func<bool>? isRestless = null) => new()
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
                boulder.Value.Weight = isRestless?.Invoke() ?? true ? ((boulder.Value.Weight * 7) + 111_111) % 1_000_000 : boulder.Value.Weight;
            }
        },
    };
}
