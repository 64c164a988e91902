using GameServer.Client.Held;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Client.Held;

internal sealed class SnapshotReceiverTests
{
    [Test]
    public void AppliedDatagramIsAcknowledgedAndItsHeaderKept()
    {
        var rig = Rig();
        var datagrams = Compose(rig, 3);
        Assert.That(rig.Seats[0].Deliver(datagrams[0]), Is.EqualTo(ApplyResult.Applied));
        Assert.That(rig.Seats[0].Deliver(datagrams[2]), Is.EqualTo(ApplyResult.Applied));
        var receiver = rig.Seats[0].Receiver;
        Assert.That(receiver.Ack, Is.EqualTo(new AckField(3, 0b10)));
        Assert.That((receiver.Header.Sequence, receiver.Header.Tick, receiver.Newest), Is.EqualTo((3ul, rig.Room.Tick, rig.Room.Tick)));
    }

    [Test]
    public void DuplicateIsNotAppliedAgain()
    {
        var rig = Rig();
        var datagrams = Compose(rig, 2);
        rig.Seats[0].Deliver(datagrams[0]);
        rig.Seats[0].Deliver(datagrams[1]);
        var ack = rig.Seats[0].Receiver.Ack;
        Assert.That(rig.Seats[0].Deliver(datagrams[0]), Is.EqualTo(ApplyResult.Duplicate));
        Assert.That(rig.Seats[0].Deliver(datagrams[1]), Is.EqualTo(ApplyResult.Duplicate));
        Assert.That(rig.Seats[0].Receiver.Ack, Is.EqualTo(ack));
    }

    [Test]
    public void OvertakenDatagramIsAcknowledgedButTakesNothingBack()
    {
        var rig = Rig();
        var datagrams = Compose(rig, 2);
        var seat = rig.Seats[0];
        seat.Deliver(datagrams[1]);
        var check = seat.Held.HashCheckNow();
        Assert.That(seat.Deliver(datagrams[0]), Is.EqualTo(ApplyResult.Applied));
        Assert.That(seat.Receiver.FreshEntities, Is.Zero);
        Assert.That(seat.Receiver.Ack.Has(1), Is.True);
        Assert.That(seat.Held.HashCheckNow(), Is.EqualTo(check));
        Assert.That(seat.Receiver.Newest, Is.EqualTo(rig.Room.Tick));
    }

    [Test]
    public void DatagramThatNoAckCouldReportIsTooOld()
    {
        var rig = Rig();
        var datagrams = Compose(rig, AckField.Window + 1);
        rig.Seats[0].Deliver(datagrams[^1]);
        Assert.That(rig.Seats[0].Deliver(datagrams[0]), Is.EqualTo(ApplyResult.TooOld));
        Assert.That(rig.Seats[0].Deliver(datagrams[1]), Is.EqualTo(ApplyResult.Applied));
    }

    [Test]
    public void TickOlderThanTheHistoryIsTooOld()
    {
        var rig = Rig();
        var old = Compose(rig, 1)[0];
        rig.Step(rig.Room.History.Length);
        rig.Seats[0].Deliver(rig.Seats[0].Compose());
        Assert.That(rig.Seats[0].Deliver(old), Is.EqualTo(ApplyResult.TooOld));
    }

    [Test]
    public void DatagramOfAnEarlierConnectionIsTooOld()
    {
        var rig = Rig();
        var datagrams = Compose(rig, 3);
        var held = new HeldState(rig.Codec.Schema.Stride, 72, ExactnessRules.All);
        var receiver = new SnapshotReceiver(rig.Codec, held, new Tick(0), firstSequence: 3, decodes: true);
        Assert.That(receiver.TryApply(datagrams[1]), Is.EqualTo(ApplyResult.TooOld));
        Assert.That(receiver.TryApply(datagrams[2]), Is.EqualTo(ApplyResult.Applied));
    }

    [Test]
    public void DatagramAgainstABaselineThatIsNotHeldIsRefusedWholeAndNeverAcknowledged()
    {
        var rig = Rig();
        var seat = rig.Seats[0];
        rig.Exchange(ticks: 2);
        rig.Room.Spawn(new Boulder { Weight = 5 }); // A newcomer, sent whole beside the deltas.
        rig.Step();
        var datagram = seat.Compose();
        var forgetful = new HeldState(rig.Codec.Schema.Stride, 72, ExactnessRules.All);
        var receiver = new SnapshotReceiver(rig.Codec, forgetful, rig.Room.Tick, firstSequence: 1, decodes: true);
        Assert.That(receiver.TryApply(datagram), Is.EqualTo(ApplyResult.MissingBaseline));
        Assert.That(forgetful.HashCheckNow(), Is.Zero, "not even the newcomer is held");
        Assert.That(receiver.Ack, Is.EqualTo(default(AckField)));
        Assert.That(seat.Deliver(datagram), Is.EqualTo(ApplyResult.Applied));
    }

    [Test]
    public void ReceiverThatDoesNotDecodeAcknowledgesAndHoldsNothing()
    {
        var rig = Rig();
        var held = new HeldState(rig.Codec.Schema.Stride, 72, ExactnessRules.All);
        var receiver = new SnapshotReceiver(rig.Codec, held, rig.Room.Tick, firstSequence: 1, decodes: false);
        foreach (var datagram in Compose(rig, 5))
        {
            Assert.That(receiver.TryApply(datagram), Is.EqualTo(ApplyResult.Applied));
        }

        Assert.That(receiver.Ack.Newest, Is.EqualTo(5));
        Assert.That(held.SlotCount, Is.Zero);
    }

    [Test]
    public void FreshEntitiesAreThoseThatWereNews()
    {
        var rig = Rig();
        var datagrams = Compose(rig, 2);
        rig.Seats[0].Deliver(datagrams[0]);
        Assert.That(rig.Seats[0].Receiver.FreshEntities, Is.EqualTo(12), "ten boulders, the walker and its secret");
    }

    [Test]
    public void RunThatLeadsBeyondTheSlotsIsMalformed()
    {
        var rig = Rig();
        var seat = rig.Seats[0];
        Assert.That(seat.Deliver(Craft(new Run(RunKind.Leave, 65_530, 6, default))), Is.EqualTo(ApplyResult.Malformed));
        Assert.That(seat.Deliver(Craft(new Run(RunKind.Leave, 65_530, 5, default))), Is.EqualTo(ApplyResult.Applied));
    }

    [Test]
    public void LargestRunThatThereIsCostsBoundedMemory()
    {
        var rig = Rig();
        var datagram = Craft(new Run(RunKind.Leave, 0, Run.SlotsMax, default));
        Assert.That(datagram, Has.Length.LessThan(20));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(rig.Seats[0].Deliver(datagram), Is.EqualTo(ApplyResult.Applied));

        // A row, a head and a number for each slot that a room can have, and what growing to that by doubling leaves behind.
        var perSlot = (rig.Codec.Schema.Stride * 4) + 8 + 4 + 8;
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(2 * 65_536 * perSlot));
    }

    [Test]
    public void AgeBeyondTheHistoryIsAMissingBaseline()
    {
        var rig = Rig();
        rig.Exchange(ticks: 3);
        Assert.That(rig.Seats[0].Deliver(Craft(new Run(RunKind.Delta, 0, 1, new BaselineAges(400)), sequence: 4)), Is.EqualTo(ApplyResult.MissingBaseline));
        Assert.That(rig.Seats[0].Deliver(Craft(new Run(RunKind.Delta, 0, 1, new BaselineAges(72)), sequence: 4)), Is.EqualTo(ApplyResult.MissingBaseline));
        Assert.That(rig.Seats[0].Deliver(Craft(new Run(RunKind.Delta, 0, 1, new BaselineAges(1, 72)), sequence: 4)), Is.EqualTo(ApplyResult.MissingBaseline));
        Assert.That(rig.Seats[0].Deliver(Craft(new Run(RunKind.Delta, 0, 1, new BaselineAges(1, 2, 72)), sequence: 4)), Is.EqualTo(ApplyResult.MissingBaseline));
    }

    private static ReplicationRig Rig() => new(
        new SandboxGame
        {
            Started = static room =>
            {
                for (var i = 0; i < 10; i++)
                {
                    room.Spawn(new Boulder { Weight = i });
                }
            },
            Ticked = static room => Shake(room),
        },
        players: 1);

    private static void Shake(Room room)
    {
        foreach (var boulder in room.All<Boulder>())
        {
            boulder.Value.Weight++;
        }
    }

    private static byte[][] Compose(ReplicationRig rig, int count)
    {
        var datagrams = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            rig.Step();
            datagrams[i] = rig.Seats[0].Compose();
        }

        return datagrams;
    }

    private static byte[] Craft(in Run run, ulong sequence = 1)
    {
        var buffer = new byte[64];
        var writer = new BitWriter(buffer);
        new SnapshotHeader(sequence, new Tick(5), 0, 0, 0).Write(ref writer);
        run.Write(ref writer, 0, default);
        writer.Write(false);
        return buffer[..writer.Finish()];
    }
}
