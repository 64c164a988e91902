using GameServer.Protocol.Bits;
using GameServer.Simulation.Numerics;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// Which of a run's resting entities changed all the same: a zero bit for none, else how many and the gaps between them, counted in
/// resting entities. Both ends know how many rest; with none of them there is nothing, not even the bit.
/// </summary>
public static class WakeList
{
    private const int CountOrder = 1;

    /// <summary>Writes the list.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="resting">How many entities rest in the run.</param>
    /// <param name="gaps">Resting ones passed over before each that woke, in order.</param>
    public static void Write(ref BitWriter writer, int resting, scoped ReadOnlySpan<int> gaps)
    {
        if (resting == 0)
        {
            return;
        }

        writer.Write(!gaps.IsEmpty);
        if (gaps.IsEmpty)
        {
            return;
        }

        PrefixCode.Write(ref writer, (uint)(gaps.Length - 1), CountOrder);
        var order = GapOrder(resting, gaps.Length);
        foreach (var gap in gaps)
        {
            RiceCode.Write(ref writer, (uint)gap, order);
        }
    }

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public static int BitsOf(int resting, ReadOnlySpan<int> gaps)
    {
        if (resting == 0 || gaps.IsEmpty)
        {
            return resting == 0 ? 0 : 1;
        }

        var bits = 1 + PrefixCode.BitsOf((uint)(gaps.Length - 1), CountOrder);
        var order = GapOrder(resting, gaps.Length);
        foreach (var gap in gaps)
        {
            bits += RiceCode.BitsOf((uint)gap, order);
        }

        return bits;
    }

    /// <summary>Reads the list; false when it leads beyond the resting entities or the bits end.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="resting">How many entities rest in the run.</param>
    /// <param name="woken">Filled with the numbers of those that woke, rising; as long as <paramref name="resting"/>.</param>
    /// <param name="count">How many woke.</param>
    public static bool TryRead(ref BitReader reader, int resting, Span<int> woken, out int count)
    {
        count = 0;
        if (resting == 0 || !reader.ReadBit())
        {
            return !reader.IsExhausted;
        }

        if (!PrefixCode.TryRead(ref reader, CountOrder, (uint)(resting - 1), out var more))
        {
            return false;
        }

        var order = GapOrder(resting, (int)more + 1);
        for (var next = 0; count <= (int)more; count++)
        {
            if (!RiceCode.TryRead(ref reader, order, (uint)resting, out var gap) || next + (int)gap >= resting)
            {
                return false;
            }

            woken[count] = next + (int)gap;
            next += (int)gap + 1;
        }

        return true;
    }

    // Gaps are all but geometric; for those 2^order near two thirds of the mean is the shortest (Gallager and Van Voorhis, 1975), which
    // the mean cut to a power of two is on the average.
    private static int GapOrder(int resting, int count) => Math.Max(0, BitMath.BitsFor((uint)(resting / count)) - 1);
}
