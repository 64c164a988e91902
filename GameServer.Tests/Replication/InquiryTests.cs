using GameServer.Client.Held;
using GameServer.Protocol.Repairs;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Replication;

internal sealed class InquiryTests
{
    private const int Slot = 100;
    private const int Weight = 2; // Boulders: position, weight.

    [Test]
    public void OnlyTheBlockThatDiffersIsToldAnew()
    {
        var rig = new InquiryRig();
        rig.Held.Corrupt(Slot, Weight, 1 << 3);
        Assert.That(rig.Acknowledge(), Is.False);
        rig.Take(rig.Answer(rig.Ask()!));
        Assert.That(rig.Counters.SlotsRepaired, Is.EqualTo(RepairBlocks.Slots));
        var whole = rig.Counters.WholeRecords;
        rig.Tick();
        Assert.That(rig.Counters.WholeRecords - whole, Is.EqualTo(RepairBlocks.Slots));
        Assert.That(rig.IsTrue, Is.True);
        var checks = rig.Counters.HashChecks;
        Assert.That(rig.Acknowledge(), Is.True);
        Assert.That(rig.Counters.HashChecks, Is.EqualTo(checks + 1));
    }

    [Test]
    public void ReportNamesTickFieldAndBothValues()
    {
        var rig = new InquiryRig();
        var tick = rig.Rig.Room.Tick;
        rig.Held.TryGetNewest(Slot, out _, out var head, out var row);
        var told = row[Weight];
        rig.Held.Corrupt(Slot, Weight, 1 << 3);
        rig.Acknowledge();
        rig.Exchange(ticks: 6);
        Assert.That(rig.Found, Has.Count.EqualTo(1), "the other rows of the block are as they were told");
        var found = rig.Found[0];
        Assert.That((found.Tick, found.Slot, found.Generation, found.Kind, found.Fields), Is.EqualTo((tick, Slot, (int)head.Generation, "boulder", 1)));
        Assert.That((found.Field, found.Told, found.Held), Is.EqualTo((rig.Rig.Codec.Schema.Records[head.Kind].Columns[Weight].Name, told, told ^ 8)));
    }

    [Test]
    public void ReportTellsWhatOfAHeadDiffers()
    {
        (int Bit, string Field)[] parts = [(3, "generation"), (16, "kind"), (25, "owner")];
        foreach (var (bit, field) in parts)
        {
            var rig = new InquiryRig();
            rig.Held.CorruptHead(Slot, 1UL << bit);
            rig.Acknowledge();
            rig.Exchange(ticks: 6);
            Assert.That(rig.Found.Select(static found => found.Field), Is.EqualTo(new[] { field }));
            Assert.That(rig.IsTrue, Is.True);
        }
    }

    [Test]
    public void SmallRoomIsToldWholeBeforeAnybodyHasAnswered()
    {
        var rig = new InquiryRig(boulders: 20);
        rig.Held.Corrupt(slot: 10, Weight, 1 << 3);
        Assert.That(rig.Acknowledge(), Is.False);
        var question = rig.Ask()!;
        rig.Tick();
        Assert.That(rig.IsTrue, Is.True);
        var repaired = rig.Counters.SlotsRepaired;
        rig.Take(rig.Answer(question));
        rig.Exchange(ticks: 3);
        Assert.That(rig.Counters.SlotsRepaired, Is.EqualTo(repaired), "and not a second time");
        Assert.That(rig.Found, Has.Count.EqualTo(1));
    }

    [Test]
    public void OthersGoOnFromWhatTheyWereAtTheAckThatDiffered()
    {
        var rig = new InquiryRig();
        var then = rig.Rig.Room.Tick;
        rig.Held.Corrupt(Slot, Weight, 1 << 3);
        rig.Acknowledge();
        var question = rig.Ask()!;
        rig.Tick(); // Decoded against what is wrong, and acknowledged.
        rig.Acknowledge();
        Assert.That(rig.Seat.Acks.BaselineOf(5), Is.EqualTo(then + 1));
        rig.Take(rig.Answer(question));
        Assert.That(rig.Seat.Acks.BaselineOf(5), Is.EqualTo(then), "what came later may have been decoded against what is wrong");
        Assert.That(rig.Seat.Acks.BaselineOf(Slot), Is.EqualTo(GameServer.Simulation.Identity.Tick.Zero));
        rig.Tick();
        Assert.That(rig.Acknowledge() && rig.IsTrue, Is.True);
        Assert.That(rig.Counters.Desyncs, Is.EqualTo(1));
    }

    [Test]
    public void WithoutAnAnswerEverythingIsToldAnewAfterASecond()
    {
        var rig = new InquiryRig();
        rig.Held.Corrupt(Slot, Weight, 1 << 3);
        rig.Acknowledge();
        for (var i = 0; i < 60; i++)
        {
            rig.Tick();
            Assert.That(rig.Ask(), Is.Not.Null, $"tick {i}");
            rig.Acknowledge();
        }

        Assert.That(rig.Counters.RepairedWhole, Is.Zero);
        rig.Tick();
        Assert.That(rig.Ask(), Is.Null);
        Assert.That(rig.Counters.RepairedWhole, Is.EqualTo(1));
        rig.Tick();
        Assert.That(rig.Acknowledge() && rig.IsTrue, Is.True);
    }

    [Test]
    public void AnswerAboutAnotherMomentIsNotListenedTo()
    {
        var rig = new InquiryRig();
        rig.Held.Corrupt(Slot, Weight, 1 << 3);
        rig.Acknowledge();
        var answer = rig.Answer(rig.Ask()!);
        rig.Take(answer);
        rig.Exchange(ticks: 6);
        var repaired = rig.Counters.SlotsRepaired;
        rig.Take(answer);
        Assert.That(rig.Counters.SlotsRepaired, Is.EqualTo(repaired), "nobody has asked");

        rig.Held.Corrupt(Slot, Weight, 1 << 4);
        rig.Acknowledge();
        rig.Take(answer);
        Assert.That(rig.Counters.SlotsRepaired, Is.EqualTo(repaired), "asked, but about another one");
        rig.Exchange(ticks: 6);
        Assert.That(rig.IsTrue, Is.True);
    }

    [Test]
    public void LiesAreToldWholeAndChangeNothingForOthers()
    {
        var rig = new InquiryRig();
        var other = rig.Rig.Seats[1].Acks.Counters;
        rig.Acknowledge(flip: 1);
        var answer = rig.Answer(rig.Ask()!);
        new Random(1).NextBytes(answer.AsSpan(4, answer.Length - 5));
        rig.Take(answer);
        Assert.That(rig.Counters.SlotsRepaired, Is.InRange(RepairBlocks.Slots, rig.Seat.Acks.SlotCount));
        rig.Tick();
        Assert.That(rig.Acknowledge() && rig.IsTrue, Is.True, "an honest ack agrees again");
        Assert.That(rig.Rig.Seats[1].Acks.Counters, Is.EqualTo(other));
    }

    [Test]
    public void HashThatIsALieWithBlocksThatAreNotHasEverythingToldAnew()
    {
        var rig = new InquiryRig();
        rig.Acknowledge(flip: 1);
        rig.Take(rig.Answer(rig.Ask()!));
        Assert.That(rig.Counters.RepairedWhole, Is.EqualTo(1));
        rig.Exchange(ticks: 2);
        Assert.That(rig.Ask(), Is.Null);
    }

    [Test]
    public void ClientThatAlwaysDiffersIsAskedFourTimesASecondAtMost()
    {
        var rig = new InquiryRig();
        var opened = 0;
        for (var i = 0; i < 1200; i++)
        {
            rig.Tick();
            rig.Acknowledge(flip: 1);
            if (rig.Ask() is { } question)
            {
                opened++;
                rig.Take(rig.Answer(question));
            }
        }

        Assert.That(opened, Is.InRange(70, 8 + (4 * 20) + 1));
        Assert.That(rig.Counters.Desyncs, Is.GreaterThan(500), "and has everything told anew the other times");
    }

    [Test]
    public void FlipOfAnyBitAnywhereIsRepaired()
    {
        var rig = new InquiryRig();
        var random = new RoomRandom(7, 7);
        var found = 0;
        for (var i = 0; i < 400; i++)
        {
            int slot;
            do
            {
                slot = random.NextInt(rig.Held.SlotCount);
            }
            while (!rig.Held.IsPresentAt(slot));
            if (i % 4 == 0)
            {
                rig.Held.CorruptHead(slot, 1UL << random.NextInt(40));
            }
            else
            {
                rig.Held.Corrupt(slot, random.NextInt(rig.Rig.Codec.Schema.Stride), 1 << random.NextInt(32));
            }

            found += rig.Acknowledge() ? 0 : 1;
            rig.Exchange(ticks: 30);
            Assert.That(rig.IsTrue, Is.True, $"flip {i} in slot {slot}");
        }

        Assert.That(found, Is.EqualTo(400));
        Assert.That(rig.Counters.RepairedWhole, Is.Zero);
    }

    [Test]
    public void FlipInTheHistoryIsFoundWhenSomethingIsDecodedAgainstIt()
    {
        var rig = new InquiryRig();
        var baseline = rig.Rig.Room.Tick;
        for (var i = 0; i < 3; i++)
        {
            rig.Tick(); // Newer ones are held, and not acknowledged.
        }

        rig.Held.Corrupt(Slot, baseline, Weight, 1 << 3);
        Assert.That(rig.IsTrue, Is.True, "nothing newest is wrong, so no hash can show it");
        rig.Tick();
        Assert.That(rig.IsTrue, Is.False);
        Assert.That(rig.Acknowledge(), Is.False);
        rig.Exchange(ticks: 6);
        Assert.That(rig.IsTrue, Is.True);
        Assert.That(rig.Found.Select(static found => found.Slot), Does.Contain(Slot));
    }

    [Test]
    public void KindThatDoesNotExistIsRefusedUntilItIsRepaired()
    {
        var rig = new InquiryRig();
        rig.Held.CorruptHead(Slot, 1UL << 23);
        Assert.That(rig.Tick(), Is.EqualTo(ApplyResult.MissingBaseline));
        Assert.That(rig.Acknowledge(), Is.False);
        rig.Take(rig.Answer(rig.Ask()!));
        Assert.That(rig.Tick(), Is.EqualTo(ApplyResult.Applied));
        Assert.That(rig.Acknowledge() && rig.IsTrue, Is.True);
    }
}
