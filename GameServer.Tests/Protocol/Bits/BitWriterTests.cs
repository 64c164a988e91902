using CsCheck;
using GameServer.Protocol.Bits;

namespace GameServer.Tests.Protocol.Bits;

internal sealed class BitWriterTests
{
    private static readonly Gen<(uint Value, int Bits)[]> Writes = Gen.Select(Gen.UInt, Gen.Int[0, 32]).Array[0, 100];

    [Test]
    public void WriterGoesOnBehindWhatAnotherFinished() => Writes.Sample(
        static writes =>
        {
            var position = 0;
            var (whole, pieces) = (new byte[400], new byte[400]);
            pieces.AsSpan().Fill(0xA5); // What lies behind is not read.
            var writer = new BitWriter(whole);
            foreach (var (value, bits) in writes)
            {
                writer.Write(value, bits);
                var next = new BitWriter(pieces, position);
                next.Write(value, bits);
                position = next.Position;
                next.Finish();
            }

            Assert.That(position, Is.EqualTo(writer.Position));
            var length = writer.Finish();
            Assert.That(pieces[..length], Is.EqualTo(whole[..length]));
        });

    [Test]
    public void WhatIsWrittenIsRead() => Writes.Sample(
        static writes =>
        {
            var buffer = new byte[400];
            var writer = new BitWriter(buffer);
            foreach (var (value, bits) in writes)
            {
                writer.Write(value, bits);
            }

            var bitsWritten = writes.Sum(static w => w.Bits);
            Assert.That(writer.Position, Is.EqualTo(bitsWritten));
            var length = writer.Finish();
            Assert.That(length, Is.EqualTo((bitsWritten + 7) / 8));

            var reader = new BitReader(buffer.AsSpan(0, length));
            foreach (var (value, bits) in writes)
            {
                Assert.That(reader.Read(bits), Is.EqualTo(value & Mask(bits)));
            }

            Assert.That(reader.IsAtEnd(), Is.True);
        },
        iter: 2_000);

    [Test]
    public void FirstBitIsTheLowestOfTheFirstByte()
    {
        var buffer = new byte[4];
        var writer = new BitWriter(buffer);
        writer.Write(true);
        writer.Write(0b01u, 2);
        writer.Write(0x1FFu, 9);
        Assert.That(writer.Finish(), Is.EqualTo(2));
        Assert.That(buffer, Is.EqualTo(new byte[] { 0b1111_1011, 0b0000_1111, 0, 0 }));
    }

    [Test]
    public void BitsAboveTheAskedForAreNotWritten()
    {
        var buffer = new byte[2];
        var writer = new BitWriter(buffer);
        writer.Write(uint.MaxValue, 3);
        writer.Write(0, 5);
        writer.Finish();
        Assert.That(buffer[0], Is.EqualTo(0b111));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(5)]
    [TestCase(13)]
    public void BufferIsFilledToItsLastBitAndNotBeyond(int bytes)
    {
        var guarded = new byte[bytes + 8];
        var writer = new BitWriter(guarded.AsSpan(0, bytes));
        for (var bit = 0; bit < bytes * 8; bit++)
        {
            Assert.That(writer.BitsLeft, Is.EqualTo((bytes * 8) - bit));
            writer.Write(true);
        }

        Assert.That(writer.IsExhausted, Is.False);
        writer.Write(true);
        Assert.That(writer.IsExhausted, Is.True);
        Assert.That(writer.Finish(), Is.EqualTo(bytes));
        Assert.That(guarded.AsSpan(0, bytes).IndexOfAnyExcept((byte)255), Is.EqualTo(-1));
        Assert.That(guarded.AsSpan(bytes).IndexOfAnyExcept((byte)0), Is.EqualTo(-1));
    }

    [Test]
    public void WriteThatDoesNotFitWritesNothing()
    {
        var buffer = new byte[4];
        var writer = new BitWriter(buffer);
        writer.Write(0, 31);
        writer.Write(3, 2);
        Assert.That(writer.IsExhausted, Is.True);
        Assert.That(writer.Position, Is.EqualTo(31));
        writer.Finish();
        Assert.That(buffer, Is.EqualTo(new byte[4]));
    }

    [Test]
    public void CopyTakesTheSameBitsFromEveryOffsetToEveryOffset()
    {
        var source = new byte[24];
        new Random(1).NextBytes(source);
        for (var from = 0; from < 64; from++)
        {
            for (var to = 0; to < 40; to++)
            {
                for (var bits = 0; bits <= 100; bits += 1 + (bits / 16))
                {
                    AssertCopied(source, from, to, bits);
                }
            }
        }
    }

    [Test]
    public void ChosenStringsAreCopiedAsOneByOne() => Gen.Select(Gen.Int[0, 90].Array[64], Gen.ULong, Gen.Int[0, 40], Gen.Int[0, 400], Gen.Int, Gen.Int[0, 31]).Sample(
        static (lengths, drawn, begin, room, seed, before) =>
        {
            var source = new byte[(begin + lengths.Sum() + 7) / 8];
            new Random(seed).NextBytes(source);
            BitStretch[] strings = [.. lengths.Select((bits, i) => new BitStretch(begin + lengths.Take(i).Sum(), bits))];
            ushort[] chosen = [.. Enumerable.Range(0, 64).Where(i => ((drawn >> i) & 1) != 0).Select(static i => (ushort)i)];
            byte[] together = new byte[room], alone = new byte[room];
            BitWriter writer = new(together), expected = new(alone);
            writer.Write(1, before);
            expected.Write(1, before);
            writer.CopyEach(source, strings, chosen);
            foreach (var index in chosen)
            {
                expected.Copy(source, strings[index].Begin, strings[index].Bits);
            }

            Assert.That((writer.IsExhausted, writer.Position), Is.EqualTo((expected.IsExhausted, expected.Position)));
            writer.Finish();
            expected.Finish();
            Assert.That(writer.IsExhausted || together.SequenceEqual(alone), Is.True);
        },
        iter: 2_000);

    private static void AssertCopied(byte[] source, int from, int to, int bits)
    {
        Span<byte> buffer = stackalloc byte[24];
        buffer.Clear();
        var writer = new BitWriter(buffer);
        for (var i = 0; i < to; i++)
        {
            writer.Write(true);
        }

        writer.Copy(source, from, bits);
        writer.Write(true);
        var length = writer.Finish();

        BitReader expected = new(source, from), actual = new(buffer[..length], to);
        for (var i = 0; i < bits; i++)
        {
            if (actual.ReadBit() != expected.ReadBit())
            {
                Assert.Fail($"Bit {i} of {bits} from {from} to {to} differs.");
            }
        }

        if (!actual.ReadBit() || !actual.IsAtEnd())
        {
            Assert.Fail($"What follows {bits} bits from {from} to {to} is wrong.");
        }
    }

    private static uint Mask(int bits) => (uint)((1UL << bits) - 1);
}
