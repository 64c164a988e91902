using GameServer.Protocol.Bits;
using GameServer.Simulation.Numerics;

namespace GameServer.Protocol.Models;

/// <summary>
/// A canonical prefix code (Huffman, 1952; Schwartz and Kallick, 1964) of at most <see cref="LengthMax"/> bits. Symbols without a code are reached by an
/// escape and then written in plain bits. Decoding looks once into a table for short codes and walks the lengths for the others. Immutable.
/// </summary>
internal sealed class SymbolTable
{
    public const int LengthMax = 13;

    private const int FastBits = 8;

    private readonly ushort[] codes; // By symbol, the escape last: the code in wire order.
    private readonly byte[] lengths;
    private readonly ushort[] fast; // By the next eight bits: symbol x 16 + length, or 0.
    private readonly ushort[] sorted; // Symbols by length, then by number.
    private readonly int[] firstCodes = new int[LengthMax + 2];
    private readonly int[] offsets = new int[LengthMax + 2];
    private readonly int plainBits;

    /// <summary>A code from its lengths, 0 for symbols without one; the escape's is the last.</summary>
    public SymbolTable(byte[] lengths)
    {
        this.lengths = lengths;
        plainBits = BitMath.BitsFor((uint)(lengths.Length - 2));
        codes = new ushort[lengths.Length];
        fast = new ushort[1 << FastBits];
        sorted = [.. Enumerable.Range(0, lengths.Length).Where(i => lengths[i] > 0).OrderBy(i => lengths[i]).Select(static i => (ushort)i)];
        Assign();
    }

    public ReadOnlySpan<byte> Lengths => lengths;

    /// <summary>Whether lengths make a code that uses all bit strings, so that every decoding finds a symbol.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> lengths)
    {
        var sum = 0;
        foreach (var length in lengths)
        {
            if (length > LengthMax)
            {
                return false;
            }

            sum += length == 0 ? 0 : 1 << (LengthMax - length);
        }

        return sum == 1 << LengthMax;
    }

    public void Write(ref BitWriter writer, int symbol)
    {
        var length = lengths[symbol];
        if (length > 0)
        {
            writer.Write(codes[symbol], length);
            return;
        }

        var escape = lengths.Length - 1;
        writer.Write(codes[escape], lengths[escape]);
        writer.Write((uint)symbol, plainBits);
    }

    /// <summary>Reads a symbol; what does not exist comes back as the number of symbols or more.</summary>
    public int Read(ref BitReader reader)
    {
        var window = reader.Peek();
        var entry = fast[window & ((1 << FastBits) - 1)];
        if (entry != 0)
        {
            reader.Skip(entry & 15);
            entry >>= 4;
            return entry < lengths.Length - 1 ? entry : (int)reader.Read(plainBits);
        }

        var code = 0;
        for (var length = 1; length <= LengthMax; length++)
        {
            code = (code << 1) | (int)(window & 1);
            window >>= 1;
            var index = code - firstCodes[length];
            if (index >= 0 && index < offsets[length + 1] - offsets[length])
            {
                reader.Skip(length);
                var symbol = sorted[offsets[length] + index];
                return symbol < lengths.Length - 1 ? symbol : (int)reader.Read(plainBits);
            }
        }

        return lengths.Length; // Cannot be: the code is complete.
    }

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public int BitsOf(int symbol) => lengths[symbol] > 0 ? lengths[symbol] : lengths[^1] + plainBits;

    private void Assign()
    {
        var code = 0;
        var at = 0;
        for (var length = 1; length <= LengthMax; length++)
        {
            code <<= 1;
            firstCodes[length] = code;
            offsets[length] = at;
            for (; at < sorted.Length && lengths[sorted[at]] == length; at++, code++)
            {
                var reversed = Reversed(code, length);
                codes[sorted[at]] = reversed;
                for (int i = reversed; length <= FastBits && i < fast.Length; i += 1 << length)
                {
                    fast[i] = (ushort)((sorted[at] << 4) | length);
                }
            }
        }

        offsets[LengthMax + 1] = at;
    }

    // The wire has the lowest bit first, a canonical code its highest.
    private static ushort Reversed(int code, int length)
    {
        var reversed = 0;
        for (var i = 0; i < length; i++)
        {
            reversed |= ((code >> i) & 1) << (length - 1 - i);
        }

        return (ushort)reversed;
    }
}

/// <summary>One stream of symbols: which code table an entity's features lead to. Immutable.</summary>
internal sealed class SymbolModel(DecisionTree tree, SymbolTable[] tables)
{
    public DecisionTree Tree { get; } = tree;

    public ReadOnlySpan<SymbolTable> Tables => tables;

    public SymbolTable For(ReadOnlySpan<int> features) => tables[Tree.Find(features)];
}
