using GameServer.Protocol.Datagrams;
using GameServer.Replication;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Replication;

internal sealed class AckTrackerTests
{
    [Test]
    public void NothingIsHeldAtFirst()
    {
        var tracker = new AckTrackerRig().Tracker;
        Assert.That(tracker.BaselineOf(3), Is.EqualTo(Tick.Zero));
        Assert.That(tracker.MayHold(3), Is.False);
        Assert.That(tracker.MayHold(60_000), Is.False);
        Assert.That(tracker.LastSent(60_000), Is.EqualTo(Tick.Zero));
    }

    [Test]
    public void WhatDatagramsInARowToldOfIsKeptOnce()
    {
        var rig = new AckTrackerRig();
        var (first, second, other) = (rig.Send(3, count: 2), rig.Send(3, count: 2), rig.Send(3, count: 3));
        Assert.That(rig.Tracker.FoundAtTickOf(second), Is.SameAs(rig.Tracker.FoundAtTickOf(first)));
        Assert.That(rig.Tracker.FoundAtTickOf(other), Is.Not.SameAs(rig.Tracker.FoundAtTickOf(first)));
    }

    [Test]
    public void EveryDatagramThatIsRememberedIsRememberedRightly()
    {
        var rig = new AckTrackerRig();
        var told = new Dictionary<ulong, int>();
        for (var i = 0; i < 600; i++)
        {
            // Now as the one before, now another, now as one long ago.
            var count = 1 + (i % 7 < 4 ? i / 7 % 5 : i % 30);
            told[rig.Send(2, count)] = count;
        }

        foreach (var sequence in told.Keys.TakeLast(128))
        {
            Assert.That(Enumerable.Range(0, 40).Where(rig.Tracker.FoundAtTickOf(sequence)!.Has), Is.EqualTo(Enumerable.Range(2, told[sequence])), $"datagram {sequence}");
        }

        Assert.That(rig.Tracker.FoundAtTickOf(told.Keys.Last() - 128), Is.Null);
    }

    [Test]
    public void WhatNoDatagramThatIsRememberedToldOfIsUsedAgain()
    {
        var tracker = new AckTrackerRig().Tracker;
        SlotSet one = new(), other = new(), gone = new();
        one.AddRange(0, 3);
        other.AddRange(1, 4);
        Tell(tracker, 400);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Tell(tracker, 400);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Tell(AckTracker to, int times)
        {
            for (var i = 0; i < times; i++)
            {
                ref var record = ref to.BeginSend(new Tick(1), slotCount: 40);
                to.EndSend(ref record, i % 5 < 3 ? one : other, gone, wireBytes: 0);
            }
        }
    }

    // Divided snapshots: a datagram tells of the same as the one two or three before it, or as one of its own tick, and not as its neighbour.
    [TestCase(2)]
    [TestCase(3)]
    public void WhatEarlierDatagramsToldOfStaysWhileTheyAreRemembered(int parts)
    {
        var tracker = new AckTrackerRig().Tracker;
        var sets = new SlotSet[parts + 1];
        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = new SlotSet();
            sets[i].AddRange(10 * i, (10 * i) + 3);
        }

        var gone = new SlotSet();
        var told = new List<SlotSet>();
        for (var tick = 1; tick < 400; tick++)
        {
            // Now and then in one datagram less, so that what follows is shared across.
            for (var part = 0; part < parts - (tick % 7 == 0 ? 1 : 0); part++)
            {
                var present = tick % 5 == 0 ? sets[part + 1] : sets[part];
                ref var record = ref tracker.BeginSend(new Tick((uint)tick), slotCount: 60);
                tracker.EndSend(ref record, present, gone, wireBytes: 0);
                told.Add(present);
            }

            for (var sequence = Math.Max(1, told.Count - 100); sequence <= told.Count; sequence++)
            {
                Assert.That(tracker.TryFind((ulong)sequence, out var sent) && sent.Present.IsLike(told[sequence - 1]), Is.True, $"{sequence} of {told.Count}");
            }
        }
    }

    [Test]
    public void AckMovesTheBaseline()
    {
        var rig = new AckTrackerRig();
        var sequence = rig.Send(3, count: 2);
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(Tick.Zero), "sent is not held");
        Assert.That(rig.Tracker.MayHold(3), Is.True, "but it may be");

        Assert.That(rig.DeliverAndAcknowledge(sequence), Is.True);
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(rig.Room.Tick));
        Assert.That(rig.Tracker.BaselineOf(4), Is.EqualTo(rig.Room.Tick));
        Assert.That(rig.Tracker.BaselineOf(5), Is.EqualTo(Tick.Zero));
    }

    [Test]
    public void LossLeavesTheBaseline()
    {
        var rig = new AckTrackerRig();
        rig.DeliverAndAcknowledge(rig.Send(3));
        var held = rig.Room.Tick;
        rig.Send(3);
        rig.DeliverAndAcknowledge(rig.Send(9));
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(held));
    }

    [Test]
    public void LateDatagramDoesNotMoveTheBaselineBack()
    {
        var rig = new AckTrackerRig();
        var older = rig.Send(3);
        var newer = rig.Send(3);
        rig.DeliverAndAcknowledge(newer);
        Assert.That(rig.DeliverAndAcknowledge(older), Is.True);
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(rig.Room.Tick));
    }

    [Test]
    public void LeaveIsNoBaselineAndEndsHoldingOnlyWhenAcknowledged()
    {
        var rig = new AckTrackerRig();
        rig.DeliverAndAcknowledge(rig.Send(3));
        var leave = rig.SendLeave(3);
        Assert.That(rig.Tracker.MayHold(3), Is.True, "the leave may be lost");
        Assert.That(rig.DeliverAndAcknowledge(leave), Is.True);
        Assert.That(rig.Tracker.MayHold(3), Is.False);
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(Tick.Zero));
    }

    [Test]
    public void ScatteredSlotsAreOneRange()
    {
        var rig = new AckTrackerRig();
        var scattered = Enumerable.Range(0, 6).Select(static i => new AckTrackerRig.SentRun((ushort)(i * 7), 1, IsLeave: false)).ToArray();
        Assert.That(rig.DeliverAndAcknowledge(rig.Send(scattered)), Is.True);
        Assert.That(rig.Tracker.Held.Length, Is.EqualTo(1));
        Assert.That(rig.Tracker.Held[0].Count, Is.EqualTo(6));
        Assert.That((rig.Tracker.BaselineOf(7), rig.Tracker.BaselineOf(8)), Is.EqualTo((rig.Room.Tick, Tick.Zero)));
        Assert.That(rig.Tracker.MayHold(8), Is.False, "it lies between");

        rig.Send(8);
        Assert.That(rig.Tracker.Held.Length, Is.EqualTo(3), "what is new has a fate of its own");
        Assert.That(rig.DeliverAndAcknowledge(rig.Send([.. scattered, new AckTrackerRig.SentRun(8, 1, IsLeave: false)])), Is.True);
        Assert.That(rig.Tracker.Held.Length, Is.EqualTo(1));
    }

    [Test]
    public void SlotThatTheClientIsPastIsKnownOfNoLonger()
    {
        var rig = new AckTrackerRig();
        rig.DeliverAndAcknowledge(rig.Send(0, count: 20));
        var unreported = rig.Send(0, count: 20);
        AckTrackerRig.SentRun[] without = [new(0, 7, false), new(7, 1, true), new(8, 12, false)];
        rig.DeliverAndAcknowledge(rig.Send(without));
        Assert.That(rig.Tracker.Held.Length, Is.EqualTo(3), "a datagram that told of it as present may still be acknowledged");
        rig.DeliverAndAcknowledge(unreported);
        Assert.That((rig.Tracker.MayHold(7), rig.Tracker.Known.Has(7)), Is.EqualTo((false, false)));
        Assert.That(rig.Tracker.Held.Length, Is.EqualTo(1));

        var late = rig.Send(without);
        Assert.That(rig.Tracker.Known.Has(7), Is.False, "a leave of it says nothing");
        rig.Send(0, count: 20);
        Assert.That(rig.DeliverAndAcknowledge(late), Is.True);
        Assert.That(rig.Tracker.MayHold(7), Is.True, "told of anew, and not yet acknowledged");
    }

    [Test]
    public void StateThatArrivesAfterItsLeaveIsNotHeld()
    {
        var rig = new AckTrackerRig();
        var state = rig.Send(3);
        var leave = rig.SendLeave(3);
        rig.DeliverAndAcknowledge(leave);
        Assert.That(rig.DeliverAndAcknowledge(state), Is.True);
        Assert.That(rig.Tracker.MayHold(3), Is.False);
    }

    [Test]
    public void AckOfUnknownDatagramIsIgnoredAndCounted()
    {
        var rig = new AckTrackerRig();
        rig.DeliverAndAcknowledge(rig.Send(3));
        var held = rig.Room.Tick;
        rig.Send(3);
        Assert.That(rig.Tracker.TryAcknowledge(50, new AckField(rig.Tracker.SentSequence + 1, ulong.MaxValue), 0xDEAD), Is.True);
        Assert.That(rig.Counters.AcksRefused, Is.EqualTo(1));
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(held));
        Assert.That(rig.Acknowledge(), Is.True, "the true ack that follows is the newest");
    }

    [Test]
    public void AckOfAllOnesConfirmsNothingThatWasNotSent()
    {
        var rig = new AckTrackerRig();
        rig.Send(3);
        Assert.That(rig.Tracker.TryAcknowledge(1, new AckField(1, ulong.MaxValue), null), Is.True);
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(rig.Room.Tick));
        Assert.That(rig.Tracker.BaselineOf(4), Is.EqualTo(Tick.Zero));
    }

    [Test]
    public void DifferentHashIsFound()
    {
        var rig = new AckTrackerRig();
        rig.Deliver(rig.Send(3));
        var ack = rig.NextAck();
        Assert.That(rig.Take(ack with { Hash = (ushort)(ack.Hash! ^ 1) }), Is.False);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(1));
    }

    [Test]
    public void AckWithoutHashChecksNothing()
    {
        var rig = new AckTrackerRig();
        rig.Deliver(rig.Send(3));
        Assert.That(rig.Take(rig.NextAck() with { Hash = null }), Is.True);
        Assert.That((rig.Counters.Acks, rig.Counters.HashChecks), Is.EqualTo((1, 0)));
    }

    [Test]
    public void OvertakenAckSettlesButItsHashDoesNotCount()
    {
        var rig = new AckTrackerRig();
        rig.Deliver(rig.Send(3));
        var overtaken = rig.NextAck();
        rig.Deliver(rig.Send(4));
        Assert.That(rig.Acknowledge(), Is.True);
        Assert.That(rig.Take(overtaken), Is.True, "its hash is of a moment ago");
        Assert.That((rig.Counters.Acks, rig.Counters.AcksOvertaken, rig.Counters.HashChecks), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public void HashIsRightThoughTheHistoryHasMovedOn()
    {
        // Slot 3 was last acknowledged with a state that the history has long forgotten when the next one replaces it.
        var rig = new AckTrackerRig();
        rig.DeliverAndAcknowledge(rig.Send(3));
        for (var i = 0; i < 2 * rig.Room.History.Length; i++)
        {
            Assert.That(rig.DeliverAndAcknowledge(rig.Send(9)), Is.True);
        }

        Assert.That(rig.DeliverAndAcknowledge(rig.Send(3)), Is.True);
    }

    [Test]
    public void ForgottenClientBeginsWithNothingAndSequencesGoOn()
    {
        var rig = new AckTrackerRig();
        var held = rig.Send(3);
        rig.DeliverAndAcknowledge(held);
        var underway = rig.Send(4);
        rig.Tracker.Forget();
        Assert.That(rig.Tracker.BaselineOf(3), Is.EqualTo(Tick.Zero));
        Assert.That(rig.Tracker.MayHold(3) || rig.Tracker.MayHold(4), Is.False);

        rig.Tracker.TryAcknowledge(100, new AckField(underway, ulong.MaxValue), null);
        Assert.That(rig.Tracker.BaselineOf(4), Is.EqualTo(Tick.Zero), "an ack from before means nothing any more");
        Assert.That(rig.Send(5), Is.EqualTo(underway + 1));
    }

    [Test]
    public void LastSentIsTheTickOfTheLastTellingAsPresent()
    {
        var rig = new AckTrackerRig();
        rig.Send(3);
        var tick = rig.Room.Tick;
        rig.SendLeave(3);
        Assert.That(rig.Tracker.LastSent(3), Is.EqualTo(tick));
        Assert.That(rig.Tracker.LastSent(4), Is.EqualTo(Tick.Zero));
    }
}
