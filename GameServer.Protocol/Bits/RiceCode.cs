using GameServer.Simulation.Numerics;

namespace GameServer.Protocol.Bits;

/// <summary>
/// Rice codes (Rice and Plaunt, 1971): for numbers whose frequencies fall geometrically, such as gaps between rare things. The number
/// without its lowest bits in unary ones, a zero, then those bits.
/// </summary>
public static class RiceCode
{
    private const int ChunkBits = 24;

    /// <summary>Writes a number; it takes (value >> order) + 1 + order bits.</summary>
    public static void Write(ref BitWriter writer, uint value, int order)
    {
        var ones = value >> order;
        for (; ones > ChunkBits; ones -= ChunkBits)
        {
            writer.Write((1u << ChunkBits) - 1, ChunkBits);
        }

        writer.Write((1u << (int)ones) - 1, (int)ones + 1);
        writer.Write(value, order);
    }

    /// <summary>Reads a number of at most <paramref name="max"/>; false when it is larger or the bits end.</summary>
    public static bool TryRead(ref BitReader reader, int order, uint max, out uint value)
    {
        value = 0;
        for (var ones = 0u; ones <= max >> order;)
        {
            var run = BitMath.LowestBit(~(ulong)reader.Peek());
            if (run < ChunkBits)
            {
                reader.Skip(run + 1);
                value = ((ones + (uint)run) << order) | reader.Read(order);
                return !reader.IsExhausted && value <= max;
            }

            reader.Skip(ChunkBits);
            ones += ChunkBits;
        }

        return false;
    }

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public static int BitsOf(uint value, int order) => (int)(value >> order) + 1 + order;
}
