using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Models;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Models;

internal sealed class CodecModelTests
{
    private const int BytesMax = 4096;

    [Test]
    public void AnyModelBringsAnyRowBack() => Gen.Select(AnySchema.Schemas, Gen.Int, Gen.OneOf(1, 30, 60, 240)).Sample(
        static (schema, seed, tickRate) =>
        {
            var random = new Random(seed);
            var codec = new EntityCodec(schema, tickRate, CodecModel.Load(schema, AnyModel.Bytes(schema, random)));
            foreach (var record in schema.RecordSpan)
            {
                for (var i = 0; i < 6; i++)
                {
                    AssertComesBack(codec, record, random);
                }
            }
        },
        iter: 3_000);

    [Test]
    public void WrittenModelIsReadAsItWas() => Gen.Select(AnySchema.Schemas, Gen.Int).Sample(
        static (schema, seed) =>
        {
            var bytes = AnyModel.Bytes(schema, new Random(seed));
            var model = CodecModel.Load(schema, bytes);
            Assert.That(ModelWriter.Write(schema.Hash, model.Plans, model.Variants), Is.EqualTo(bytes));
        },
        iter: 200);

    [Test]
    public void BrokenModelIsRefusedInOneSentence() => Gen.Select(AnySchema.Schemas, Gen.Int, Gen.Int[0, 3]).Sample(
        static (schema, seed, how) =>
        {
            var random = new Random(seed);
            var bytes = AnyModel.Bytes(schema, random);
            bytes = how switch
            {
                0 => bytes[..random.Next(bytes.Length)],
                1 => [.. bytes, (byte)random.Next(256)],
                _ => bytes,
            };
            for (var i = 0; how > 1 && i < 3; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            // A changed byte may leave a good model; then it must be one that codes.
            try
            {
                var codec = new EntityCodec(schema, 60, CodecModel.Load(schema, bytes));
                AssertComesBack(codec, schema.RecordSpan[0], random);
            }
            catch (CodecModelException refused)
            {
                Assert.That(refused.Message, Does.StartWith("The codec model ").And.EndWith("."));
            }
        },
        iter: 3_000);

    [Test]
    public void ModelForAnotherSchemaIsRefused()
    {
        var bytes = AnyModel.Bytes(SchemaOf(9), new Random(1));
        Assert.That(() => CodecModel.Load(SchemaOf(10), bytes), Throws.TypeOf<CodecModelException>().With.Message.Contains("another version of the game's schema"));
    }

    [Test]
    public void HashTellsModelsApart()
    {
        var schema = SchemaOf(9);
        byte[] one = AnyModel.Bytes(schema, new Random(1)), other = AnyModel.Bytes(schema, new Random(2));
        var hash = CodecModel.Load(schema, one).Hash;
        Assert.That(CodecModel.Load(schema, (byte[])one.Clone()).Hash, Is.EqualTo(hash));
        Assert.That(CodecModel.Load(schema, other).Hash, Is.Not.EqualTo(hash));
    }

    [Test]
    public void HostileBitsAreReadToAnEnd() => Gen.Select(AnySchema.Schemas, Gen.Int, Gen.Byte.Array[0, 64]).Sample(
        static (schema, seed, bytes) =>
        {
            var random = new Random(seed);
            var codec = new EntityCodec(schema, 60, CodecModel.Load(schema, AnyModel.Bytes(schema, random)));
            foreach (var record in schema.RecordSpan)
            {
                var reader = new BitReader(bytes);
                var row = new int[schema.Stride];
                if (codec.TryReadDelta(ref reader, record.Index, AnyBaseline(schema, record, random), row))
                {
                    for (var i = 0; i < record.ColumnSpan.Length; i++)
                    {
                        Assert.That(row[i], Is.InRange(record.ColumnSpan[i].Min, record.ColumnSpan[i].Max));
                    }
                }
            }
        },
        iter: 3_000);

    [Test]
    public void CodesAllocateNothing()
    {
        var schema = SchemaOf(9);
        var random = new Random(3);
        var codec = new EntityCodec(schema, 60, CodecModel.Load(schema, AnyModel.Bytes(schema, random)));
        var rows = new int[4][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = AnySchema.Row(schema, schema.RecordSpan[0], random);
        }

        byte[] buffer = new byte[BytesMax];
        int[] read = new int[schema.Stride];
        Code(codec, rows, buffer, read);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Code(codec, rows, buffer, read);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static void Code(EntityCodec codec, int[][] rows, byte[] buffer, int[] read)
    {
        var writer = new BitWriter(buffer);
        var baseline = new BaselineRows(new BaselineAges(6, 9, 12), rows[1], rows[2], rows[3]);
        codec.WriteDelta(ref writer, 0, baseline, rows[0]);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        codec.TryReadDelta(ref reader, 0, baseline, read);
    }

    private static BaselineRows AnyBaseline(Schema schema, RecordKind record, Random random)
    {
        var third = AnySchema.Row(schema, record, random);
        var second = AnySchema.Successor(record, third, random);
        var newest = random.Next(4) == 0 ? second : AnySchema.Successor(record, second, random);
        int age = 1 + random.Next(random.Next(2) == 0 ? 12 : 288), next = age + random.Next(1, 20), last = next + random.Next(1, 200);
        return random.Next(3) switch
        {
            0 => new BaselineRows(new BaselineAges(age), newest),
            1 => new BaselineRows(new BaselineAges(age, next), newest, second),
            _ => new BaselineRows(new BaselineAges(age, next, last), newest, second, third),
        };
    }

    private static void AssertComesBack(EntityCodec codec, RecordKind record, Random random)
    {
        var baseline = AnyBaseline(codec.Schema, record, random);
        var row = random.Next(5) == 0 ? baseline.Newest.ToArray() : AnySchema.Successor(record, baseline.Newest.ToArray(), random);
        var buffer = new byte[BytesMax];
        var writer = new BitWriter(buffer);
        codec.WriteDelta(ref writer, record.Index, baseline, row);
        Assert.That(writer.IsExhausted, Is.False);
        var bits = writer.Position;
        var read = new int[codec.Schema.Stride];
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        Assert.That(codec.TryReadDelta(ref reader, record.Index, baseline, read), Is.True);
        Assert.That(read, Is.EqualTo(row));
        Assert.That(reader.Position, Is.EqualTo(bits));
        var changeClass = codec.ChangeClass(record.Index, baseline);
        Assert.That(changeClass, Is.InRange(0, EntityCodec.ChangeClasses - 1));
        Assert.That(changeClass > 0, Is.EqualTo(codec.IsAtRest(record.Index, baseline)));
    }

    private static Schema SchemaOf(int max)
    {
        var builder = new SchemaBuilder<AnyOther, AnyThing>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("any")
            .Position(static (ref AnyThing t) => ref t.Deep, 512, 1 / 64.0)
            .Rotation(static (ref AnyThing t) => ref t.Packed, 9)
            .Bool(static (ref AnyThing t) => ref t.Flag)
            .Rarely()
            .Int(static (ref AnyThing t) => ref t.Count, 0, max);
        return builder.Build().Schema;
    }
}
