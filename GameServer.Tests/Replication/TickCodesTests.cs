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

    [Test]
    public void CodeIsWhatTheEntityCodecWrites()
    {
        var rig = new ReplicationRig(Changing(boulders: 3), players: 1);
        rig.Step(10);
        var slot = Boulders(rig).First();
        Assert.That(rig.Codes.TryDelta(slot, 4, out var code), Is.True);
        var expected = new byte[64];
        var writer = new BitWriter(expected);
        Assert.That(rig.Room.History.TryGet(rig.Room.Tick + -4, out var baseline), Is.True);
        rig.Codec.WriteDelta(ref writer, 2, new BaselineRows(new BaselineAges(4), baseline.RowAt(slot)), rig.Room.History.Newest.RowAt(slot));
        AssertSameBits(rig, code, expected, ref writer);

        writer = new BitWriter(expected);
        rig.Codec.WriteWhole(ref writer, rig.Room.History.Newest.HeadAt(slot), rig.Room.History.Newest.RowAt(slot));
        AssertSameBits(rig, rig.Codes.Whole(slot), expected, ref writer);
    }

    [Test]
    public void EntityAtRestHasNoBitsAtAll()
    {
        var rig = new ReplicationRig(new SandboxGame { Started = static room => room.Spawn(new Boulder()) }, players: 1);
        rig.Step(5);
        Assert.That(rig.Codes.TryDelta(Boulders(rig).First(), 3, out var code), Is.True);
        Assert.That(code.IsSame, Is.True);
        Assert.That(code.Bits, Is.Zero);
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
        Assert.That(rig.Codes.TryDelta(second.Slot, 2, out _), Is.False, "another entity was there");
        Assert.That(rig.Codes.TryDelta(second.Slot, 1, out _), Is.False, "nothing was there");
        Assert.That(rig.Codes.TryDelta(second.Slot, 1, out _), Is.False, "asked again");
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
            Assert.That(rig.Codes.TryDelta(slot, 1, out var code), Is.True);
            var row = new int[rig.Codec.Schema.Stride];
            var reader = new BitReader(rig.Codes.Bytes, code.Offset);
            Assert.That(rig.Room.History.TryGet(rig.Room.Tick + -1, out var baseline), Is.True);
            Assert.That(rig.Codec.TryReadDelta(ref reader, 2, new BaselineRows(new BaselineAges(1), baseline.RowAt(slot)), row), Is.True);
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

    private static void Touch(ReplicationRig rig)
    {
        for (var slot = 0; slot < rig.Room.History.Newest.SlotCount; slot++)
        {
            if (rig.Room.History.Newest.HeadAt(slot).IsPresent)
            {
                rig.Codes.Whole(slot);
                rig.Codes.TryDelta(slot, 1 + (slot % 6), out _);
            }
        }
    }

    private static void AssertSameBits(ReplicationRig rig, TickCodes.Code code, byte[] expected, ref BitWriter writer)
    {
        var bits = writer.Position;
        writer.Finish();
        Assert.That(code.Bits, Is.EqualTo(bits));
        BitReader actual = new(rig.Codes.Bytes, code.Offset), wanted = new(expected);
        for (var i = 0; i < bits; i++)
        {
            Assert.That(actual.ReadBit(), Is.EqualTo(wanted.ReadBit()), $"bit {i}");
        }
    }
}
