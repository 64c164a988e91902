using System.Runtime.InteropServices;

namespace GameServer.Simulation.Numerics;

/// <summary>
/// Stateless integer mixing for hashes and for numbers that must be equal on every machine.
/// The finaliser is SplitMix64's (Steele, Lea and Flood, OOPSLA 2014).
/// </summary>
public static class Mix
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;

    /// <summary>Spreads the bits of <paramref name="value"/>; a bijection on 64 bits.</summary>
    public static ulong Finish(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }

    /// <summary>One number out of two; order matters.</summary>
    public static ulong Combine(ulong first, ulong second) => unchecked(Finish(first + Golden + Finish(second + Golden)));

    /// <summary>A fingerprint of bytes, against mistakes and not against forgers: FNV-1a (Fowler, Noll and Vo), then scattered.</summary>
    public static ulong Fingerprint(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var b in bytes)
            {
                hash = (hash ^ b) * 1099511628211UL;
            }

            return Finish(hash);
        }
    }

    /// <summary>The hash of one entity's row: its slot, its head and its columns. Rows are summed, so this must scatter well.</summary>
    public static ulong Row(int slot, ulong head, ReadOnlySpan<int> columns)
    {
        unchecked
        {
            var hash = Finish(head + ((ulong)(uint)slot << 40) + (Golden * ((ulong)(uint)columns.Length + 1)));
            if (BitConverter.IsLittleEndian)
            {
                foreach (var pair in MemoryMarshal.Cast<int, ulong>(columns))
                {
                    hash = Add(hash, pair);
                }
            }
            else
            {
                for (var i = 0; i + 1 < columns.Length; i += 2)
                {
                    hash = Add(hash, (uint)columns[i] | ((ulong)(uint)columns[i + 1] << 32));
                }
            }

            if (columns.Length % 2 != 0)
            {
                hash = Add(hash, (uint)columns[^1]);
            }

            return Finish(hash);
        }
    }

    // One multiply per two columns; the last step scatters. All-zero columns still move the state.
    private static ulong Add(ulong hash, ulong pair)
    {
        hash = unchecked((hash ^ pair) * 0xD6E8FEB86659FD93UL);
        return hash ^ (hash >> 32);
    }
}
