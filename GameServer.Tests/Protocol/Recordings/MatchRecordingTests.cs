using System.IO.Compression;
using CsCheck;
using GameServer.Protocol.Recordings;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;
using GameServer.Tests.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Recordings;

internal sealed class MatchRecordingTests
{
    private const int TickRate = 30;

    [Test]
    public void WhatWasWrittenIsRead() => Gen.Select(AnySchema.Schemas, Gen.Int).Sample(
        static (schema, seed) =>
        {
            var match = Script(schema, new Random(seed));
            var read = Read(Bytes(schema, match), schema);
            Assert.That(read.TickRate, Is.EqualTo(TickRate));
            Assert.That(read.FirstTick.Number, Is.EqualTo(match[0].Tick));
            Assert.That(read.Ticks, Is.EqualTo((int)(match[^1].Tick - match[0].Tick + 1)));
            foreach (var (tick, heads, rows) in match)
            {
                var at = (int)(tick - match[0].Tick);
                Assert.That(read.Slots(at), Is.EqualTo(heads.Length));
                for (var slot = 0; slot < heads.Length; slot++)
                {
                    Assert.That(read.HeadAt(at, slot), Is.EqualTo(heads[slot]));
                    Assert.That(!heads[slot].IsPresent || read.RowAt(at, slot).SequenceEqual(rows.AsSpan(slot * schema.Stride, schema.Stride)), Is.True);
                }
            }

            Assert.That(Enumerable.Range(0, read.Ticks).Where(t => match.All(m => m.Tick - match[0].Tick != t)).Select(read.Slots), Is.All.Zero);
        },
        iter: 500);

    [Test]
    public void BrokenRecordingIsRefusedInOneSentence() => Gen.Select(AnySchema.Schemas, Gen.Int, Gen.Int[0, 4]).Sample(
        static (schema, seed, how) =>
        {
            var random = new Random(seed);
            var bytes = Bytes(schema, Script(schema, random));
            var head = RecordingFormat.HeadBytes;
            switch (how)
            {
                case 0:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                case 1:
                    random.NextBytes(bytes.AsSpan(head));
                    break;
                case 2:
                    random.NextBytes(bytes);
                    break;
                default:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
            }

            // A changed bit may leave a good recording; then its rows are within their ranges.
            try
            {
                AssertInRange(Read(bytes, schema), schema);
            }
            catch (InvalidDataException refused)
            {
                Assert.That(refused.Message, Does.Match(@"^[^\n]+\.$"));
            }
        },
        iter: 3_000);

    [Test]
    public void RecordingOfAnotherSchemaIsRefused() =>
        Assert.That(() => Read(Bytes(SchemaOf(9), Script(SchemaOf(9), new Random(1))), SchemaOf(10)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("another game"));

    [Test]
    public void FewBytesThatTellOfALotAreRefused()
    {
        // One state in 60,000 slots that rests ever after: 4 bytes for each further tick, 60,000 numbers in memory.
        var schema = SchemaOf(9);
        var heads = Enumerable.Repeat(new EntityHead(1, 0, SeatId.None), 60_000).ToArray();
        var rows = new int[heads.Length * schema.Stride];
        var match = Enumerable.Range(1, 20).Select(tick => ((uint)tick, heads, rows)).ToList();
        var bytes = Bytes(schema, match);
        using var stream = new MemoryStream(bytes);
        Assert.That(() => MatchRecording.Read(stream, "match", schema, numbersMax: 1_000_000), Throws.TypeOf<InvalidDataException>().With.Message.EndsWith("record shorter matches."));
        Assert.That(Read(bytes, schema).Ticks, Is.EqualTo(20));
    }

    [Test]
    public void GapBeyondTheLimitIsRefused()
    {
        var schema = SchemaOf(9);
        EntityHead[] heads = [new(1, 0, SeatId.None)];
        var rows = new int[schema.Stride];
        var bytes = Bytes(schema, [(5, heads, rows), (uint.MaxValue, heads, rows)]);
        Assert.That(() => Read(bytes, schema), Throws.TypeOf<InvalidDataException>().With.Message.Contains("spans more than"));
    }

    [Test]
    public void RestingEntitiesCostAFewBytesATick()
    {
        var schema = SchemaOf(9);
        var heads = Enumerable.Repeat(new EntityHead(1, 0, SeatId.None), 1000).ToArray();
        var rows = new int[heads.Length * schema.Stride];
        var one = Bytes(schema, [(1, heads, rows)]).Length;
        Assert.That(Bytes(schema, [(1, heads, rows), (2, heads, rows)]), Has.Length.EqualTo(one + 1 + 2 + 2));
    }

    [TestCase("match.rec")]
    [TestCase("match.rec.br")]
    public void FileComesBack(string name)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}-{name}");
        var schema = SchemaOf(9);
        try
        {
            using (var writer = new RecordingWriter(RecordingFile.Create(path), schema, TickRate))
            {
                writer.Write(new Tick(7), [new EntityHead(1, 0, SeatId.None)], new int[schema.Stride]);
            }

            Assert.That(MatchRecording.Read(path, schema).Ticks, Is.EqualTo(1));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void WhatIsNotCompressedIsRefusedInOneSentence()
    {
        using var brotli = new BrotliStream(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8, 9]), CompressionMode.Decompress);
        Assert.That(() => MatchRecording.Read(brotli, "match", SchemaOf(9)), Throws.TypeOf<InvalidDataException>().With.Message.EndsWith("."));
    }

    [Test]
    public void TicksAreWrittenInTheirOrder()
    {
        var schema = SchemaOf(9);
        using var writer = new RecordingWriter(new MemoryStream(), schema, TickRate);
        writer.Write(new Tick(7), [], []);
        Assert.That(() => writer.Write(new Tick(7), [], []), Throws.ArgumentException);
        Assert.That(() => writer.Write(new Tick(8), [EntityHead.None], []), Throws.ArgumentException);
    }

    private static MatchRecording Read(byte[] bytes, Schema schema)
    {
        using var stream = new MemoryStream(bytes);
        return MatchRecording.Read(stream, "match", schema);
    }

    private static byte[] Bytes(Schema schema, List<(uint Tick, EntityHead[] Heads, int[] Rows)> match)
    {
        using var stream = new MemoryStream();
        using (var writer = new RecordingWriter(stream, schema, TickRate))
        {
            foreach (var (tick, heads, rows) in match)
            {
                writer.Write(new Tick(tick), heads, rows);
            }
        }

        return stream.ToArray();
    }

    // Entities that come, go, are replaced, rest and change; slots that come to be; ticks that are missed.
    private static List<(uint Tick, EntityHead[] Heads, int[] Rows)> Script(Schema schema, Random random)
    {
        var match = new List<(uint, EntityHead[], int[])>();
        var tick = (uint)random.Next(1, 1 << 20);
        EntityHead[] heads = [];
        int[] rows = [];
        for (var i = 0; i < 12; i++, tick += (uint)(random.Next(4) == 0 ? random.Next(2, 40) : 1))
        {
            Array.Resize(ref heads, heads.Length + random.Next(3));
            Array.Resize(ref rows, heads.Length * schema.Stride);
            (heads, rows) = ((EntityHead[])heads.Clone(), (int[])rows.Clone());
            for (var slot = 0; slot < heads.Length; slot++)
            {
                Step(schema, random, ref heads[slot], rows.AsSpan(slot * schema.Stride, schema.Stride));
            }

            match.Add((tick, heads, rows));
        }

        return match;
    }

    private static void Step(Schema schema, Random random, ref EntityHead head, Span<int> row)
    {
        var what = random.Next(6);
        if (what == 0)
        {
            head = EntityHead.None;
        }
        else if (what == 1 || !head.IsPresent)
        {
            head = new EntityHead((ushort)random.Next(1, 65_536), random.Next(schema.RecordSpan.Length), new SeatId(random.Next(-1, 1023)));
            AnySchema.Row(schema, schema.RecordSpan[head.Kind], random).CopyTo(row);
        }
        else if (what < 4)
        {
            AnySchema.Successor(schema.RecordSpan[head.Kind], row.ToArray(), random).CopyTo(row);
        }
    }

    private static void AssertInRange(MatchRecording recording, Schema schema)
    {
        for (var tick = 0; tick < recording.Ticks; tick++)
        {
            for (var slot = 0; slot < recording.Slots(tick); slot++)
            {
                var row = recording.RowAt(tick, slot);
                for (var i = 0; i < row.Length; i++)
                {
                    var columns = schema.RecordSpan[recording.HeadAt(tick, slot).Kind].ColumnSpan;
                    Assert.That(i < columns.Length ? row[i] >= columns[i].Min && row[i] <= columns[i].Max : row[i] == 0, Is.True);
                }
            }
        }
    }

    private static Schema SchemaOf(int max)
    {
        var builder = new SchemaBuilder<AnyOther, AnyThing>();
        builder.Input(static (ref AnyOther i) => ref i.Count).Range(0, 9);
        builder.Avatar("any").Int(static (ref AnyThing t) => ref t.Count, 0, max);
        return builder.Build().Schema;
    }
}
