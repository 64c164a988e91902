using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class EntityCodecTests
{
    private const int BytesMax = 16 + (Schema.ColumnsMax * 5);

    private static readonly Gen<int> Ages = Gen.OneOf(Gen.Int[1, 20], Gen.Int[1, Run.AgeMax], Gen.Const(Run.AgeMax));

    [Test]
    public void WholeEntityOfAnySchemaComesBack() => Gen.Select(AnySchema.Schemas, Gen.Int, Gen.UShort[1, ushort.MaxValue], Gen.Int[-1, 1023]).Sample(
        static (schema, seed, generation, owner) =>
        {
            var random = new Random(seed);
            var codec = new EntityCodec(schema, tickRate: 60);
            foreach (var record in schema.RecordSpan)
            {
                var head = new EntityHead(generation, record.Index, new SeatId(owner));
                var row = AnySchema.Row(schema, record, random);
                var buffer = new byte[BytesMax];
                var writer = new BitWriter(buffer);
                codec.WriteWhole(ref writer, head, row);
                Assert.That(writer.IsExhausted, Is.False);

                var read = new int[schema.Stride];
                var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
                Assert.That(codec.TryReadWhole(ref reader, read, out var readHead), Is.True);
                Assert.That(readHead, Is.EqualTo(head));
                Assert.That(read, Is.EqualTo(row));
                Assert.That(reader.IsAtEnd(), Is.True);
            }
        },
        iter: 400);

    [Test]
    public void DeltaOfAnySchemaComesBack() => Gen.Select(AnySchema.Schemas, Gen.Int, Ages, Gen.OneOf(1, 10, 30, 60, 128, 240)).Sample(
        static (schema, seed, age, tickRate) =>
        {
            var random = new Random(seed);
            var codec = new EntityCodec(schema, tickRate);
            foreach (var record in schema.RecordSpan)
            {
                var baseline = AnySchema.Row(schema, record, random);
                var row = AnySchema.Successor(record, baseline, random);
                var buffer = new byte[BytesMax];
                var writer = new BitWriter(buffer);
                codec.WriteDelta(ref writer, record.Index, new BaselineRows(new BaselineAges(age), baseline), row);
                Assert.That(writer.IsExhausted, Is.False);

                var read = new int[schema.Stride];
                var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
                Assert.That(codec.TryReadDelta(ref reader, record.Index, new BaselineRows(new BaselineAges(age), baseline), read), Is.True);
                Assert.That(read, Is.EqualTo(row));
                Assert.That(reader.IsAtEnd(), Is.True);
            }
        },
        iter: 2_000);

    [Test]
    public void CodeDependsOnNothingButTheRowsAndTheAge()
    {
        // What makes one code good for every client: written twice, at another place in the datagram, it is the same bits.
        var schema = Small();
        var codec = new EntityCodec(schema, 60);
        int[] baseline = [3, 0, 0], row = [5, 1, 0];
        var buffer = new byte[64];
        var writer = new BitWriter(buffer);
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), baseline), row);
        var bits = writer.Position;
        writer.Write(true);
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), baseline), row);
        writer.Finish();
        BitReader first = new(buffer), second = new(buffer, bits + 1);
        Assert.That(second.Read(bits), Is.EqualTo(first.Read(bits)));
    }

    [Test]
    public void RarelyChangingColumnsCostOneBitTogetherWhileTheyRest()
    {
        var codec = new EntityCodec(Small(), 60);
        var writer = new BitWriter(new byte[16]);
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), [3, 1, 1]), [3, 1, 1]);
        Assert.That(writer.Position, Is.EqualTo(1), "for everything together");
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), [3, 1, 1]), [4, 1, 1]);
        Assert.That(writer.Position - 1, Is.EqualTo(1 + 1 + 3), "one for the rare ones together");
        codec.WriteDelta(ref writer, 0, new BaselineRows(new BaselineAges(6), [3, 1, 1]), [3, 0, 1]);
        Assert.That(writer.Position - 6, Is.EqualTo(1 + 1 + 1 + 3 + 1), "all of them when one changes");
    }

    [Test]
    public void GenerationZeroIsRefused()
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        writer.Write(0, 32);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        Assert.That(new EntityCodec(Small(), 60).TryReadWhole(ref reader, new int[3], out _), Is.False);
    }

    [Test]
    public void UnknownRecordKindIsRefused()
    {
        var builder = new SchemaBuilder<AnyOther, AnyThing>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("any").Bool(static (ref AnyThing t) => ref t.Flag).OwnerOnly().Bool(static (ref AnyThing t) => ref t.Flag);
        builder.Entity<AnyOther>("other").Int(static (ref AnyOther o) => ref o.Count, 0, 1);
        var codec = new EntityCodec(builder.Build().Schema, 60); // Three records in two bits.
        Assert.That(ReadsRecord(codec, 2), Is.True);
        Assert.That(ReadsRecord(codec, 3), Is.False);
    }

    [Test]
    public void WholeValueBeyondItsRangeIsRefused()
    {
        // 0 to 9 in four bits: 10 to 15 do not exist.
        for (var offset = 0u; offset < 16; offset++)
        {
            var buffer = new byte[16];
            var writer = new BitWriter(buffer);
            writer.Write(1, 16);
            writer.Write(false);
            writer.Write(offset, 4);
            writer.Write(0, 2);
            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            Assert.That(new EntityCodec(Small(), 60).TryReadWhole(ref reader, new int[3], out _), Is.EqualTo(offset < 10), $"{offset}");
        }
    }

    [Test]
    public void DeltaThatLeadsOutOfTheRangeIsRefused()
    {
        var codec = new EntityCodec(Small(), 60);
        Assert.That(ReadsStep(codec, 9, 1), Is.False, "9 + 1");
        Assert.That(ReadsStep(codec, 8, 1), Is.True, "8 + 1");
        Assert.That(ReadsStep(codec, 0, -1), Is.False, "0 - 1");
        Assert.That(ReadsStep(codec, 1, -1), Is.True, "1 - 1");
    }

    [Test]
    public void EntityCutAnywhereIsRefused()
    {
        var codec = new EntityCodec(Small(), 60);
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        codec.WriteWhole(ref writer, new EntityHead(7, 0, new SeatId(3)), [9, 1, 1]);
        var length = writer.Finish();
        for (var cut = 0; cut < length; cut++)
        {
            var reader = new BitReader(buffer.AsSpan(0, cut));
            Assert.That(codec.TryReadWhole(ref reader, new int[3], out _), Is.False, $"{cut} bytes");
        }
    }

    /// <summary>One record: a number from 0 to 9 and two flags that change rarely.</summary>
    private static Schema Small()
    {
        var builder = new SchemaBuilder<AnyOther, AnyThing>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("any")
            .Int(static (ref AnyThing t) => ref t.Count, 0, 9)
            .Rarely()
            .Bool(static (ref AnyThing t) => ref t.Flag)
            .Bool(static (ref AnyThing t) => ref t.Flag);
        return builder.Build().Schema;
    }

    private static bool ReadsRecord(EntityCodec codec, uint kind)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        writer.Write(kind, 2);
        writer.Write(1, 16);
        writer.Write(0, 20);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        return codec.TryReadWhole(ref reader, new int[codec.Schema.Stride], out _);
    }

    private static bool ReadsStep(EntityCodec codec, int from, int difference)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        writer.Write(true); // Something changed,
        writer.Write(false); // but none of the rare ones.
        PrefixCode.Write(ref writer, difference > 0 ? 2u * (uint)difference : (2u * (uint)-difference) - 1, 0);
        int[] baseline = [from, 0, 0], row = [0, 0, 0];
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        return codec.TryReadDelta(ref reader, 0, new BaselineRows(new BaselineAges(1), baseline), row);
    }
}
