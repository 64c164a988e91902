using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace GameServer.Protocol.Bits;

/// <summary>
/// Reads bits from a span, lowest bit of the lowest byte first. Total: past the end it gives zeros and remembers, so a parser
/// checks <see cref="IsExhausted"/> once instead of before every field.
/// </summary>
public ref struct BitReader
{
    private readonly ReadOnlySpan<byte> buffer;
    private int position;

    /// <summary>Starts at bit <paramref name="offset"/> of <paramref name="buffer"/>.</summary>
    public BitReader(ReadOnlySpan<byte> buffer, int offset = 0)
    {
        this.buffer = buffer;
        position = offset;
        IsExhausted = false;
    }

    /// <summary>Bits read so far, counted from the buffer's first.</summary>
    public readonly int Position => position;

    /// <summary>Bits that are left.</summary>
    public readonly int BitsLeft => (buffer.Length * 8) - position;

    /// <summary>Whether more was asked for than there is. Everything read since is zero.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Reads 0 to 32 bits.</summary>
    public uint Read(int bits)
    {
        if (bits > BitsLeft || IsExhausted)
        {
            IsExhausted = true;
            return 0;
        }

        var value = (uint)(Window() & ((1UL << bits) - 1));
        position += bits;
        return value;
    }

    /// <summary>Reads one bit.</summary>
    public bool ReadBit() => Read(1) != 0;

    /// <summary>The next 32 bits without moving on; zeros stand for what lies beyond the end.</summary>
    public readonly uint Peek() => BitsLeft <= 0 ? 0 : (uint)Window();

    /// <summary>How many bits <see cref="PeekLong"/> gives at least.</summary>
    internal const int PeekLongBits = 57;

    /// <summary>The next <see cref="PeekLongBits"/> bits and perhaps more without moving on; zeros stand for what lies beyond the end.</summary>
    internal readonly ulong PeekLong() => BitsLeft <= 0 ? 0 : Window();

    /// <summary>Moves on over bits that were peeked at.</summary>
    public void Skip(int bits)
    {
        if (bits > BitsLeft || IsExhausted)
        {
            IsExhausted = true;
            return;
        }

        position += bits;
    }

    /// <summary>Whether nothing but the zero bits that fill up the last byte is left.</summary>
    public bool IsAtEnd() => !IsExhausted && BitsLeft < 8 && Read(BitsLeft) == 0;

    // At least 57 bits beginning at the position, zeros beyond the end of the buffer. Small enough to be inlined, and what is not is given
    // copies: a decoder that works on a reader of its own then keeps it in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Window()
    {
        var at = position >> 3;
        return (at + 8 <= buffer.Length ? BinaryPrimitives.ReadUInt64LittleEndian(buffer[at..]) : Tail(buffer, at)) >> (position & 7);
    }

    private static ulong Tail(ReadOnlySpan<byte> buffer, int at)
    {
        ulong window = 0;
        for (var i = buffer.Length - 1; i >= at; i--)
        {
            window = (window << 8) | buffer[i];
        }

        return window;
    }
}
