using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Tests.Support;

namespace GameServer.Tests.Replication;

internal sealed class TickCodesTests
{
    [Test]
    public void CodeIsMadeOnceHoweverManySeatsNeedIt()
    {
        var rig = new ReplicationRig(Changing(boulders: 30), players: 8);
        rig.Exchange(ticks: 5);
        var before = rig.Codes.Encoded;
        rig.Exchange(ticks: 1);

        // 30 boulders change; the walkers and their owner parts rest, which needs no code.
        Assert.That(rig.Codes.Encoded - before, Is.EqualTo(30));
    }

    [TestCase(4, 0, 0)]
    [TestCase(2, 3, 0)]
    [TestCase(3, 5, 9)]
    public void CodeIsWhatTheEntityCodecWrites(int age, int second, int third)
    {
        var rig = new ReplicationRig(Changing(boulders: 100), players: 1);
        rig.Step(10);
        var ages = new BaselineAges(age, second, third);
        var table = rig.Codes.Against(ages);
        foreach (var slot in Boulders(rig))
        {
            Assert.That((rig.Codes.Block(table, slot / 64).Coded >> (slot % 64)) & 1, Is.EqualTo(1));
            var expected = new byte[64];
            var writer = new BitWriter(expected);
            rig.Codec.WriteDelta(ref writer, 2, Rows(rig, slot, ages), rig.Room.History.Newest.RowAt(slot));
            AssertSameBits(rig, table, slot, expected, ref writer);
        }
    }

    [Test]
    public void CodeOfAWholeEntityIsWhatTheEntityCodecWrites()
    {
        var rig = new ReplicationRig(Changing(boulders: 3), players: 1);
        rig.Step(10);
        var slot = Boulders(rig).First();
        rig.Codes.Block(rig.Codes.Whole, slot / 64);
        var expected = new byte[64];
        var writer = new BitWriter(expected);
        rig.Codec.WriteWhole(ref writer, rig.Room.History.Newest.HeadAt(slot), rig.Room.History.Newest.RowAt(slot));
        AssertSameBits(rig, rig.Codes.Whole, slot, expected, ref writer);
    }

    [Test]
    public void EntityAtRestHasNoBitsAtAll()
    {
        var rig = new ReplicationRig(new SandboxGame { Started = static room => room.Spawn(new Boulder()) }, players: 1);
        rig.Step(5);
        var (table, slot) = (rig.Codes.Against(new BaselineAges(3)), Boulders(rig).First());
        var block = rig.Codes.Block(table, slot / 64);
        Assert.That((block.Resting(1) >> (slot % 64)) & 1, Is.EqualTo(1));
        Assert.That(block.Woken, Is.Zero);
        Assert.That(table.Places[slot].Bits, Is.Zero);
    }

    [Test]
    public void DeltaNeverCrossesAGeneration()
    {
        EntityId first = default;
        var rig = new ReplicationRig(new SandboxGame { Started = room => first = room.Spawn(new Boulder { Weight = 7 }) }, players: 1);
        rig.Step();
        rig.Room.World.Remove(first);
        rig.Step();
        var second = rig.Room.Spawn(new Boulder { Weight = 8 });
        rig.Step();
        Assert.That(second.Slot, Is.EqualTo(first.Slot));
        Assert.That(IsCoded(rig, second.Slot, new BaselineAges(2)), Is.False, "another entity was there");
        Assert.That(IsCoded(rig, second.Slot, new BaselineAges(1)), Is.False, "nothing was there");
        rig.Step();
        Assert.That(IsCoded(rig, second.Slot, new BaselineAges(1)), Is.True);
        Assert.That(IsCoded(rig, second.Slot, new BaselineAges(1, 3)), Is.False, "an earlier state of another entity");
    }

    [Test]
    public void OwnersPartsAreInNoSharedBlock()
    {
        var rig = new ReplicationRig(Changing(boulders: 3), players: 4);
        rig.Step(10);
        var tick = rig.Room.History.Newest;
        int[] parts = [.. Enumerable.Range(0, tick.SlotCount).Where(slot => tick.HeadAt(slot) is { IsPresent: true, Kind: 1 })];
        Assert.That(parts, Has.Length.EqualTo(4));
        foreach (var slot in parts)
        {
            Assert.That(IsCoded(rig, slot, new BaselineAges(1)), Is.False);
            Assert.That(rig.Codes.TryOwn(rig.Codes.Against(new BaselineAges(1)), slot, out _), Is.True);
        }
    }

    [Test]
    public void NextTickHasItsOwnCodes()
    {
        var rig = new ReplicationRig(Changing(boulders: 3), players: 1);
        rig.Step(10);
        var slot = Boulders(rig).First();
        for (var i = 0; i < 3; i++)
        {
            rig.Step();
            var ages = new BaselineAges(1);
            var table = rig.Codes.Against(ages);
            Assert.That(IsCoded(rig, slot, ages), Is.True);
            var row = new int[rig.Codec.Schema.Stride];
            var reader = new BitReader(rig.Codes.Bytes, table.Places[slot].Begin);
            Assert.That(rig.Codec.TryReadDelta(ref reader, 2, Rows(rig, slot, ages), row), Is.True);
            Assert.That(row, Is.EqualTo(rig.Room.History.Newest.RowAt(slot).ToArray()));
        }
    }

    [Test]
    public void SteadyTickAllocatesNothing()
    {
        var rig = new ReplicationRig(Changing(boulders: 200), players: 4);
        rig.Step(100);
        Touch(rig);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20; i++)
        {
            rig.Step();
            Touch(rig);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static SandboxGame Changing(int boulders) => new()
    {
        Started = room =>
        {
            for (var i = 0; i < boulders; i++)
            {
                room.Spawn(new Boulder { Weight = i });
            }
        },
        Ticked = static room =>
        {
            foreach (var boulder in room.All<Boulder>())
            {
                boulder.Value.Weight += 3;
            }
        },
    };

    private static IEnumerable<int> Boulders(ReplicationRig rig) =>
        Enumerable.Range(0, rig.Room.History.Newest.SlotCount).Where(slot => rig.Room.History.Newest.HeadAt(slot) is { IsPresent: true, Kind: 2 });

    private static bool IsCoded(ReplicationRig rig, int slot, BaselineAges ages) =>
        ((rig.Codes.Block(rig.Codes.Against(ages), slot / 64).Coded >> (slot % 64)) & 1) != 0;

    private static BaselineRows Rows(ReplicationRig rig, int slot, BaselineAges ages) =>
        new(ages, Row(rig, slot, ages.Age), Row(rig, slot, ages.Second), Row(rig, slot, ages.Third));

    private static ReadOnlySpan<int> Row(ReplicationRig rig, int slot, int age) =>
        age > 0 && rig.Room.History.TryGet(rig.Room.Tick + -age, out var state) ? state.RowAt(slot) : default;

    private static void Touch(ReplicationRig rig)
    {
        for (var block = 0; block * 64 < rig.Room.History.Newest.SlotCount; block++)
        {
            rig.Codes.Block(rig.Codes.Whole, block);
            for (var age = 1; age <= 6; age++)
            {
                rig.Codes.Block(rig.Codes.Against(new BaselineAges(age)), block);
            }
        }
    }

    private static void AssertSameBits(ReplicationRig rig, CodeTable table, int slot, byte[] expected, ref BitWriter writer)
    {
        var bits = writer.Position;
        writer.Finish();
        Assert.That(table.Places[slot].Bits, Is.EqualTo(bits));
        BitReader actual = new(rig.Codes.Bytes, table.Places[slot].Begin), wanted = new(expected);
        for (var i = 0; i < bits; i++)
        {
            Assert.That(actual.ReadBit(), Is.EqualTo(wanted.ReadBit()), $"bit {i}");
        }
    }
}
