using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Tests.Support;

namespace GameServer.Tests.Rooms;

internal sealed class SeatHostTests
{
    [Test]
    public void InputIsExecutedAtItsTick()
    {
        var rig = new SeatRig();
        Assert.That(rig.Receive(rig.Write(rig.Room.Tick + 3)), Is.True);
        rig.Step(2);
        Assert.That(rig.Seat.InputSource, Is.Not.EqualTo(InputSource.Fresh));
        rig.Step();
        Assert.That(rig.Seat.InputSource, Is.EqualTo(InputSource.Fresh));
        Assert.That(rig.Host.Counters.InputsFresh, Is.EqualTo(1));
        Assert.That(Avatar(rig).Velocity.X, Is.Positive);
    }

    [Test]
    public void EveryInputOfADatagramIsOffered()
    {
        var rig = new SeatRig();
        rig.Receive(rig.Write(rig.Room.Tick + 5, count: 5));
        Assert.That(rig.Seat.Inputs.Depth, Is.EqualTo(5));
        rig.Step(5);
        Assert.That(rig.Host.Counters.InputsFresh, Is.EqualTo(5));
    }

    [Test]
    public void RepeatedDatagramChangesNothing()
    {
        var rig = new SeatRig();
        var datagram = rig.Write(rig.Room.Tick + 2, count: 2);
        rig.Receive(datagram);
        var before = rig.State();
        Assert.That(rig.Receive(datagram), Is.True);
        Assert.That(rig.State(), Is.EqualTo(before));
    }

    [Test]
    public void OfTwoInputsForOneTickTheFirstStands()
    {
        var rig = new SeatRig();
        rig.Receive(rig.Write(rig.Room.Tick + 1, x: 100));
        rig.Receive(rig.Write(rig.Room.Tick + 1, x: -100));
        rig.Step();
        Assert.That(Avatar(rig).Velocity.X, Is.Positive);
    }

    [Test]
    public void LateInputIsCountedAndNotExecutedAsMovement()
    {
        var rig = new SeatRig();
        Assert.That(rig.Receive(rig.Write(rig.Room.Tick)), Is.True);
        Assert.That(rig.Host.Counters.InputsLate, Is.EqualTo(1));
        rig.Step(5);
        Assert.That(Avatar(rig).Velocity.X, Is.Zero);
    }

    [Test]
    public void LatePressIsExecutedOnce()
    {
        var rig = new SeatRig();
        var datagram = rig.Write(rig.Room.Tick, drop: true);
        rig.Receive(datagram);
        rig.Receive(datagram);
        rig.Step(5);
        Assert.That(Avatar(rig).Pebbles, Is.EqualTo(DriftGame.PebblesAtStart - 1));
    }

    [Test]
    public void FarInputIsRefusedAndCounted([Values(InputBuffer.TicksMax, 1_000, 30_000, -InputBuffer.TicksMax, -140, -5_000)] int ahead)
    {
        var rig = new SeatRig(ticks: 6_000);
        Assert.That(rig.Receive(rig.Write(rig.Room.Tick + ahead)), Is.True, "the datagram itself is well formed");
        Assert.That(rig.Host.Counters.InputsRefused, Is.EqualTo(1));
        Assert.That(rig.Seat.Inputs.Depth, Is.Zero);
    }

    [Test]
    public void InputBeforeTheFirstTickIsIgnored()
    {
        var rig = new SeatRig(ticks: 2);
        Assert.That(rig.Receive(rig.Write(new Tick(3), count: 64)), Is.True);
        rig.Step(3);
        Assert.That(rig.Host.Counters.InputsFresh, Is.EqualTo(1));
    }

    [Test]
    public void HeaderSaysHowLongTheShortestWaitWas()
    {
        var rig = new SeatRig();
        rig.Receive(rig.Write(rig.Room.Tick + 1), arrivalAfterTick: 10_000_000);
        rig.Step();
        var header = rig.Host.NextHeader();
        Assert.That(header.Tick, Is.EqualTo(rig.Room.Tick));
        Assert.That(header.ConsumedAge, Is.Zero);
        Assert.That(header.ReceivedAhead, Is.Zero);
        Assert.That(header.WaitMs, Is.EqualTo(6), "it came 10 ms after one tick and 6.7 before the next");
        Assert.That(rig.Host.NextHeader().WaitMs, Is.EqualTo(SnapshotHeader.WaitUnknown), "said once");
    }

    [Test]
    public void HeaderSaysHowLateALateOneWas()
    {
        var rig = new SeatRig();
        rig.Receive(rig.Write(rig.Room.Tick + -1), arrivalAfterTick: 3_000_000);
        Assert.That(rig.Host.NextHeader().WaitMs, Is.EqualTo(-20), "a tick of 16.7 ms and 3 ms, rounded down");
    }

    [Test]
    public void HeaderSaysSinceWhenNothingWasExecuted()
    {
        var rig = new SeatRig();
        Assert.That(rig.Host.NextHeader().ConsumedAge, Is.EqualTo(SnapshotHeader.ConsumedAgeMax), "never");
        rig.Receive(rig.Write(rig.Room.Tick + 1));
        rig.Receive(rig.Write(rig.Room.Tick + 9));
        rig.Step(4);
        var header = rig.Host.NextHeader();
        Assert.That((header.ConsumedAge, header.ReceivedAhead), Is.EqualTo((3, 5)));
    }

    [Test]
    public void MissingInputIsCountedAsRepeatedThenAsNeutral()
    {
        var rig = new SeatRig();
        var neutral = rig.Host.Counters.InputsNeutral;
        rig.Receive(rig.Write(rig.Room.Tick + 1));
        rig.Step(1 + rig.Room.Settings.InputRepeatTicksMax + 4);
        Assert.That(rig.Host.Counters.InputsRepeated, Is.EqualTo(rig.Room.Settings.InputRepeatTicksMax));
        Assert.That(rig.Host.Counters.InputsNeutral - neutral, Is.EqualTo(4));
    }

    [Test]
    public void EachTickIsJudgedByTheViewOfItsOwnInput()
    {
        var rig = new SeatRig();
        rig.Acknowledge();
        var first = rig.Room.Tick + 1;
        rig.Receive(rig.Write(first + 2, ages: [4 * ViewAge.PerTick, 5 * ViewAge.PerTick, 150]));
        double[] views = [first.Number - (150.0 / ViewAge.PerTick), first.Number + 1 - 5, first.Number + 2 - 4, first.Number + 3 - 4];
        foreach (var view in views)
        {
            rig.Step();
            Assert.That(rig.Seat.ViewTick, Is.EqualTo(view), $"tick {rig.Room.Tick - first + 1}; the last has no input, and its view goes on");
        }

        Assert.That(rig.Host.Counters.RewindsClamped, Is.Zero);
    }

    [Test]
    public void InputSequenceIsTheNewestAndGoesOnOverAReconnect()
    {
        var rig = new SeatRig();
        rig.Receive(Numbered(rig, 30));
        rig.Receive(Numbered(rig, 29));
        Assert.That(rig.Host.InputSequence, Is.EqualTo(30));
        rig.Host.Forget();
        Assert.That(rig.Host.InputSequence, Is.EqualTo(30));
    }

    [Test]
    public void AckOfADatagramNeverSentIsCounted()
    {
        var rig = new SeatRig();
        Assert.That(rig.Receive(rig.Write(new InputHeader(1, new AckField(40, ulong.MaxValue), 5, rig.Room.Tick + 1, 0, 1), [new int[5]])), Is.True);
        Assert.That(rig.Host.Replication.Acks.Counters.AcksRefused, Is.EqualTo(1));
        Assert.That(rig.Seat.Inputs.Depth, Is.EqualTo(1), "its input is as good as any");
    }

    [Test]
    public void NewPlayersSeatCountsFromZero()
    {
        var rig = new SeatRig();
        rig.Receive(rig.Write(rig.Room.Tick + 1));
        rig.Step(9);
        rig.Host.Vacate();
        Assert.That(rig.Host.Counters, Is.Default);
        Assert.That(rig.Host.Replication.Acks.Counters, Is.Default);
    }

    [Test]
    public void CorrectionsAreCountedFromWhatTheClientToldLast()
    {
        var rig = new SeatRig();
        foreach (var (sequence, told) in (ValueTuple<ulong, byte>[])[(16, 250), (17, 0), (32, 2), (48, 2)])
        {
            Assert.That(rig.Receive(rig.Write(new InputHeader(sequence, default, null, rig.Room.Tick + 1, 0, 1, told), [new int[5]])), Is.True);
        }

        Assert.That(rig.Host.Counters.Corrections, Is.EqualTo(8), "the first number only says where the count begins; 250 to 2 is 8");
    }

    [Test]
    public void AgeOfWhatWasAcknowledgedIsMeasured()
    {
        var rig = new SeatRig();
        rig.Acknowledge();
        rig.Step(3);
        Assert.That(rig.Host.AckAgeMs, Is.NaN);
        Assert.That(rig.Receive(rig.Write(new InputHeader(1, new AckField(1, 0), null, rig.Room.Tick + 1, 0, 1), [new int[5]]), arrivalAfterTick: 5_000_000), Is.True);
        Assert.That(rig.Host.AckAgeMs, Is.EqualTo(55).Within(0.1), "three ticks and 5 ms");
    }

    private static byte[] Numbered(SeatRig rig, ulong sequence) => rig.Write(new InputHeader(sequence, default, null, rig.Room.Tick + 1, 0, 1), [new int[5]]);

    private static Drifter Avatar(SeatRig rig)
    {
        Assert.That(rig.Room.World.TryFind<Drifter>(rig.Seat.Avatar, out var avatar), Is.True);
        return avatar.Value;
    }
}
