namespace GameServer.Simulation.Numerics;

/// <summary>Bit counting that both targets have: <c>BitOperations</c> where it exists, a portable twin elsewhere.</summary>
public static class BitMath
{
    /// <summary>Bits needed to write any number from 0 to <paramref name="value"/>; 0 for 0.</summary>
    public static int BitsFor(uint value)
    {
#if NET
        return 32 - System.Numerics.BitOperations.LeadingZeroCount(value);
#else
        var bits = 0;
        while (value != 0)
        {
            bits++;
            value >>= 1;
        }

        return bits;
#endif
    }

    /// <summary>Index of the lowest set bit; 64 for 0.</summary>
    public static int LowestBit(ulong value)
    {
#if NET
        return System.Numerics.BitOperations.TrailingZeroCount(value);
#else
        if (value == 0)
        {
            return 64;
        }

        var index = 0;
        while ((value & 1) == 0)
        {
            index++;
            value >>= 1;
        }

        return index;
#endif
    }

    /// <summary>Index of the highest set bit; -1 for 0.</summary>
    public static int HighestBit(ulong value) => value >> 32 != 0 ? 31 + BitsFor((uint)(value >> 32)) : BitsFor((uint)value) - 1;

    /// <summary>Number of set bits.</summary>
    public static int Count(ulong value)
    {
#if NET
        return System.Numerics.BitOperations.PopCount(value);
#else
        var count = 0;
        for (; value != 0; value &= value - 1)
        {
            count++;
        }

        return count;
#endif
    }

    /// <summary>The smallest power of two that is at least <paramref name="value"/> (1 for 0); value at most 2^30.</summary>
    public static int PowerOfTwoAtLeast(int value) => value <= 1 ? 1 : 1 << BitsFor((uint)(value - 1));
}
