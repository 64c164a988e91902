using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Replication;

/// <summary>What the tracker does not know for sure: datagrams without a report, and everything after a difference was found.</summary>
internal sealed class AckTrackerDoubtTests
{
    private const int InFlightMax = 128;

    [Test]
    public void UnreportedDatagramIsInDoubtOnceItLeavesTheWindow()
    {
        var rig = new AckTrackerRig();
        rig.Send(3); // Lost, or applied and never reported: nobody will know.
        SendOthers(rig, AckField.Window - 1);
        Assert.That(rig.Counters.DatagramsUncertain, Is.Zero, "the field of 64 still tells of it");
        rig.DeliverAndAcknowledge(rig.Send(9));
        Assert.That(rig.Counters.DatagramsUncertain, Is.EqualTo(1));

        var checks = rig.Counters.HashChecks;
        Assert.That(rig.Acknowledge(), Is.True);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(checks), "no hash is compared while a slot is in doubt");
        Assert.That(rig.Tracker.MayHold(3), Is.True);
    }

    [Test]
    public void NewerAckEndsTheDoubt()
    {
        var rig = new AckTrackerRig();
        rig.Send(3);
        SendOthers(rig, AckField.Window);
        var checks = rig.Counters.HashChecks;
        Assert.That(rig.DeliverAndAcknowledge(rig.Send(3)), Is.True);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(checks + 1));
    }

    [Test]
    public void WhatWasInDoubtGoesWithItsNeighboursAgain()
    {
        var rig = new AckTrackerRig();
        rig.Send(0, 4);
        rig.Send(4, 4);
        SendOthers(rig, AckField.Window);
        Assert.That(rig.Tracker.Held.Length, Is.GreaterThan(2), "two datagrams of two ticks are in doubt");

        rig.DeliverAndAcknowledge(rig.Send(0, 10));
        Assert.That(rig.Tracker.Held.Length, Is.EqualTo(1), "all of them have one fate now");
    }

    [Test]
    public void DoubtDoesNotTouchWhatIsAcknowledgedNewer()
    {
        var rig = new AckTrackerRig();
        rig.Send(3);
        rig.DeliverAndAcknowledge(rig.Send(3));
        SendOthers(rig, AckField.Window);
        Assert.That(rig.Counters.DatagramsUncertain, Is.EqualTo(1));
        var checks = rig.Counters.HashChecks;
        Assert.That(rig.Acknowledge(), Is.True);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(checks + 1));
    }

    [Test]
    public void AppliedButUnreportedDatagramRaisesNoAlarm()
    {
        // The client applied it and said so, but every ack that said so was lost.
        var rig = new AckTrackerRig();
        rig.Deliver(rig.Send(3));
        for (var i = 0; i < AckField.Window + 5; i++)
        {
            rig.Deliver(rig.Send(9));
        }

        Assert.That(rig.Acknowledge(), Is.True);
        Assert.That(rig.DeliverAndAcknowledge(rig.Send(3)), Is.True);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(1), "compared again as soon as the slot is certain");
    }

    [Test]
    public void DatagramsWithoutAnyAckAreGivenUpOneByOne()
    {
        var rig = new AckTrackerRig();
        for (var i = 0; i < InFlightMax + 10; i++)
        {
            rig.Send(3);
        }

        Assert.That(rig.Counters.DatagramsUncertain, Is.EqualTo(10));
    }

    [Test]
    public void AckOfAStateThatTheHistoryHasLostLeavesDoubt()
    {
        var rig = new AckTrackerRig();
        var sequence = rig.Send(3);
        rig.Deliver(sequence);
        var late = rig.NextAck();
        for (var i = 0; i < rig.Room.History.Length; i++)
        {
            rig.Room.Step();
        }

        Assert.That(rig.Take(late), Is.True);
        Assert.That(rig.Counters.DatagramsUncertain, Is.EqualTo(1));
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(Tick.Zero));
        Assert.That(rig.DeliverAndAcknowledge(rig.Send(3)), Is.True);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(1));
    }

    [Test]
    public void RepairMakesNothingABaselineAndEverythingToBeToldAnew()
    {
        var rig = new AckTrackerRig();
        rig.DeliverAndAcknowledge(rig.Send(3), rig.Send(4));
        rig.DeliverAndAcknowledge(rig.SendLeave(4));
        rig.Tracker.BeginRepair(rig.Room.Tick);
        Assert.That(rig.Counters.SlotsRepaired, Is.EqualTo(rig.Tracker.SlotCount));
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(Tick.Zero));
        Assert.That(rig.Tracker.MayHold(3), Is.True);
        Assert.That(rig.Tracker.MayHold(4), Is.True, "leaves are told again too");
    }

    [Test]
    public void DatagramFromBeforeTheMarkIsNoBaselineAfterIt()
    {
        var rig = new AckTrackerRig();
        var underway = rig.Send(3);
        rig.Tracker.BeginRepair(rig.Room.Tick);
        rig.DeliverAndAcknowledge(underway);
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(Tick.Zero));
        rig.DeliverAndAcknowledge(rig.Send(3));
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(rig.Room.Tick));
    }

    // The doubt once reached slots beyond the room's last, which no datagram ever tells of: after one repair no hash was compared again.
    [Test]
    public void HashesAreComparedAgainAfterARepair([Values(10, 40, 60, 100)] int boulders)
    {
        var rig = new AckTrackerRig(boulders: boulders);
        var slots = rig.Room.History.Newest.SlotCount;
        rig.DeliverAndAcknowledge(rig.Send(0, slots));
        rig.Tracker.BeginRepair(rig.Room.Tick);
        var checks = rig.Counters.HashChecks;
        Assert.That(rig.DeliverAndAcknowledge(rig.Send(0, slots)), Is.True);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(checks + 1));
    }

    [Test]
    public void SecondDifferenceIsFoundAsTheFirst()
    {
        var rig = new AckTrackerRig(boulders: 40);
        var slots = rig.Room.History.Newest.SlotCount;
        for (var i = 0; i < 3; i++)
        {
            rig.DeliverAndAcknowledge(rig.Send(0, slots));
            var ack = rig.NextAck();
            Assert.That(rig.Take(ack with { Hash = (ushort)(ack.Hash! + 1) }), Is.False, $"difference {i}");
            rig.Tracker.BeginRepair(rig.Room.Tick);
        }
    }

    private static void SendOthers(AckTrackerRig rig, int count)
    {
        for (var i = 0; i < count; i++)
        {
            rig.DeliverAndAcknowledge(rig.Send(9));
        }
    }
}
