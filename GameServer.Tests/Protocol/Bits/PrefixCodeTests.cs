using CsCheck;
using GameServer.Protocol.Bits;

namespace GameServer.Tests.Protocol.Bits;

internal sealed class PrefixCodeTests
{
    private const int OrderMax = 16;

    /// <summary>The largest number that a code is made for: the largest run gap and folded difference are far below.</summary>
    private const uint ValueMax = int.MaxValue;

    private static readonly Gen<uint> Value = Gen.OneOf(Gen.UInt[0, 300], Gen.Int[0, 30].Select(static bit => (1u << bit) - 1), Gen.UInt[0, ValueMax]);

    [Test]
    public void EveryNumberComesBackAndCostsWhatWasPromised() => Gen.Select(Value, Gen.Int[0, OrderMax], Gen.Int[0, 7]).Sample(
        static (value, order, offset) =>
        {
            var buffer = new byte[24];
            var writer = new BitWriter(buffer);
            writer.Write(0, offset);
            PrefixCode.Write(ref writer, value, order);
            Assert.That(writer.Position - offset, Is.EqualTo(PrefixCode.BitsOf(value, order)));

            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            reader.Read(offset);
            Assert.That(PrefixCode.TryRead(ref reader, order, value, out var read), Is.True);
            Assert.That(read, Is.EqualTo(value));
            Assert.That(reader.IsAtEnd(), Is.True);
        },
        iter: 5_000);

    [Test]
    public void BoundariesOfEveryLengthComeBack()
    {
        for (var order = 0; order <= OrderMax; order++)
        {
            for (var length = 0; length <= 31 - order; length++)
            {
                // The first and the last number whose unary part is this long.
                var first = ((1u << length) - 1) << order;
                var last = (uint)((((1UL << (length + 1)) - 1) << order) - 1);
                foreach (var value in (uint[])[first, Math.Min(last, ValueMax)])
                {
                    Assert.That(Write(value, order, out var bytes), Is.EqualTo((2 * length) + 1 + order), $"{value} at order {order}");
                    var reader = new BitReader(bytes);
                    Assert.That(PrefixCode.TryRead(ref reader, order, value, out var read) && read == value, Is.True, $"{value} at order {order}");
                }
            }
        }
    }

    [Test]
    public void SmallNumbersAreTheDocumentedBits()
    {
        // Written first bit first: ones, a zero, the bits below the leading one (lowest first), the bits below the order.
        Assert.That(Bits(0, 0), Is.EqualTo("0"));
        Assert.That(Bits(1, 0), Is.EqualTo("100"));
        Assert.That(Bits(2, 0), Is.EqualTo("101"));
        Assert.That(Bits(3, 0), Is.EqualTo("11000"));
        Assert.That(Bits(4, 0), Is.EqualTo("11010"));
        Assert.That(Bits(6, 0), Is.EqualTo("11011"));
        Assert.That(Bits(0, 1), Is.EqualTo("00"));
        Assert.That(Bits(1, 1), Is.EqualTo("01"));
        Assert.That(Bits(2, 1), Is.EqualTo("1000"));
        Assert.That(Bits(5, 2), Is.EqualTo("10010"));
    }

    [Test]
    public void NumberAboveTheMaximumIsRefused()
    {
        Write(1_000, 3, out var bytes);
        var reader = new BitReader(bytes);
        Assert.That(PrefixCode.TryRead(ref reader, 3, 999, out _), Is.False);
    }

    [Test]
    public void EndlessUnaryIsRefused([Values(4, 5, 8, 64)] int bytes, [Values(0, 3, 16)] int order)
    {
        var reader = new BitReader(Enumerable.Repeat((byte)0xFF, bytes).ToArray());
        Assert.That(PrefixCode.TryRead(ref reader, order, uint.MaxValue, out _), Is.False);
    }

    [Test]
    public void CodeCutAnywhereIsRefused()
    {
        var bits = Write(12_345, 2, out var bytes);
        for (var left = 0; left < bits; left++)
        {
            // The cut falls onto a byte: shift the code so that it ends there.
            var buffer = new byte[16];
            var writer = new BitWriter(buffer);
            var lead = (8 - (left % 8)) % 8;
            writer.Write(0, lead);
            writer.Copy(bytes, 0, left);
            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()), lead);
            Assert.That(PrefixCode.TryRead(ref reader, 2, uint.MaxValue, out _), Is.False, $"{left} of {bits} bits");
        }
    }

    [Test]
    public void NoiseNeverThrowsAndNeverExceedsTheMaximum() => Gen.Select(Gen.Byte.Array[0, 12], Gen.Int[0, OrderMax], Gen.UInt).Sample(
        static (bytes, order, max) =>
        {
            var reader = new BitReader(bytes);
            if (PrefixCode.TryRead(ref reader, order, max, out var value))
            {
                Assert.That(value, Is.LessThanOrEqualTo(max));
                Assert.That(reader.Position, Is.EqualTo(PrefixCode.BitsOf(value, order)));
            }
        },
        iter: 5_000);

    private static int Write(uint value, int order, out byte[] bytes)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        PrefixCode.Write(ref writer, value, order);
        var bits = writer.Position;
        bytes = buffer[..writer.Finish()];
        return bits;
    }

    private static string Bits(uint value, int order)
    {
        var count = Write(value, order, out var bytes);
        var reader = new BitReader(bytes);
        var text = "";
        for (var i = 0; i < count; i++)
        {
            text += reader.ReadBit() ? '1' : '0';
        }

        return text;
    }
}
