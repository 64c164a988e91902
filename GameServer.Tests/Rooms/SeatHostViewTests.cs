using GameServer.Simulation.Inputs;

namespace GameServer.Tests.Rooms;

/// <summary>What a client says of its view, and what it is believed: bounds in ticks, the rig's link taking 1 ms and a snapshot a tick.</summary>
internal sealed class SeatHostViewTests
{
    // An ack age of 5 ticks, a snapshot and 100 ms of slack; and the tick that an input waits here.
    private const double OldestAgeTicks = 5 + 1 + 6 + 1;

    [Test]
    public void AViewThatFitsTheMeasurementsIsBelieved()
    {
        var rig = Rig();
        Assert.That(View(rig, age: 9), Is.EqualTo(rig.Room.Tick.Number - 9));
        Assert.That(rig.Host.Counters.RewindsClamped, Is.Zero);
    }

    [Test]
    public void AViewOfWhatWasNeverSentIsMovedToTheNewestAcknowledged()
    {
        var rig = Rig();
        var acked = rig.Room.Tick.Number - 4;
        Assert.That(View(rig, age: 1), Is.EqualTo(acked));
        Assert.That(rig.Host.Counters.RewindsClamped, Is.EqualTo(1));
    }

    [TestCase(20)]
    [TestCase(60)]
    [TestCase(511)]
    public void AViewFartherBackThanTheLatencyExplainsIsMovedToWhatItDoes(int age)
    {
        var rig = Rig();
        Assert.That(View(rig, age), Is.EqualTo(rig.Room.Tick.Number - OldestAgeTicks).Within(0.2));
        Assert.That(rig.Host.Counters.RewindsClamped, Is.EqualTo(1));
    }

    [Test]
    public void WhoHasAcknowledgedNothingIsJudgedByThePresent()
    {
        var rig = new SeatRig();
        Assert.That(View(rig, age: 12), Is.EqualTo(rig.Room.Tick.Number));
    }

    [Test]
    public void GarbageMovesTheViewWithinItsBoundsAndNothingElse()
    {
        SeatRig garbled = Rig(), honest = Rig();
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            foreach (var rig in (SeatRig[])[garbled, honest])
            {
                rig.Acknowledge();
                rig.Step(5);
            }

            var newest = garbled.Room.Tick + 3;
            garbled.Receive(garbled.Write(newest, [random.Next(ViewAge.Max + 1), random.Next(ViewAge.Max + 1), random.Next(ViewAge.Max + 1)]));
            honest.Receive(honest.Write(newest, [0, 0, 0]));
            for (var tick = 0; tick < 3; tick++)
            {
                garbled.Step();
                honest.Step();
                var age = garbled.Room.Tick.Number - garbled.Seat.ViewTick;
                Assert.That(age, Is.InRange(5, OldestAgeTicks + 3), "the newest acknowledged is 5 to 8 ticks old");
                Assert.That(garbled.Room.History.Newest.Hash, Is.EqualTo(honest.Room.History.Newest.Hash));
            }
        }

        Assert.That(garbled.Host.Counters.RewindsClamped, Is.GreaterThan(1_400));
        Assert.That(garbled.Host.Counters with { RewindsClamped = 0 }, Is.EqualTo(honest.Host.Counters with { RewindsClamped = 0 }));
    }

    [Test]
    public void ANewConnectionIsNotJudgedByTheLastOnesMeasurements()
    {
        var rig = Rig();
        rig.Receive(rig.Write(rig.Room.Tick + 1, [9 * ViewAge.PerTick]));
        rig.Host.Forget();
        rig.Ack = default;
        rig.Step();
        Assert.That(View(rig, age: 9), Is.EqualTo(rig.Room.Tick.Number));
    }

    /// <summary>A client that has acknowledged a snapshot five ticks old, four times.</summary>
    private static SeatRig Rig()
    {
        var rig = new SeatRig();
        for (var i = 0; i < 4; i++)
        {
            rig.Acknowledge();
            rig.Step(5);
            rig.Receive(rig.Write(rig.Room.Tick + 1, [0]));
        }

        rig.Step(1);
        rig.Acknowledge();
        rig.Step(4);
        return rig;
    }

    /// <summary>The view of the next tick, whose input says that it is so many ticks old.</summary>
    private static double View(SeatRig rig, int age)
    {
        var before = rig.Host.Counters.RewindsClamped;
        rig.Receive(rig.Write(rig.Room.Tick + 1, [age * ViewAge.PerTick]));
        rig.Step();
        Assert.That(rig.Host.Counters.RewindsClamped - before, Is.LessThanOrEqualTo(1));
        return rig.Seat.ViewTick;
    }
}
