using GameServer.Simulation.Numerics;

namespace GameServer.Protocol.Bits;

/// <summary>
/// Exponential-Golomb codes (Teuhola, 1978): short for small numbers, self-delimiting, and with an order that shifts what
/// counts as small. A unary length in ones, a zero, then the bits below the leading one.
/// </summary>
public static class PrefixCode
{
    /// <summary>Writes a number from 0 to 2^31 - 1.</summary>
    public static void Write(ref BitWriter writer, uint value, int order)
    {
        var quotient = (value >> order) + 1;
        var length = BitMath.BitsFor(quotient) - 1;
        if ((2 * length) + 1 + order <= 32)
        {
            var prefix = ((1u << length) - 1) | ((quotient & ((1u << length) - 1)) << (length + 1));
            writer.Write(prefix | (uint)((ulong)(value & ((1u << order) - 1)) << ((2 * length) + 1)), (2 * length) + 1 + order);
            return;
        }

        writer.Write((1u << length) - 1, length + 1);
        writer.Write(quotient, length);
        writer.Write(value, order);
    }

    /// <summary>Reads a number of at most <paramref name="max"/>; false when the bits are no such number.</summary>
    public static bool TryRead(ref BitReader reader, int order, uint max, out uint value)
    {
        var length = BitMath.LowestBit(~(ulong)reader.Peek());
        value = 0;
        if (length > 31)
        {
            return false;
        }

        reader.Read(length + 1);
        var quotient = (1UL << length) | reader.Read(length);
        var wide = ((quotient - 1) << order) | reader.Read(order);
        value = (uint)wide;
        return !reader.IsExhausted && wide <= max;
    }

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public static int BitsOf(uint value, int order) => (2 * (BitMath.BitsFor((value >> order) + 1) - 1)) + 1 + order;
}
