using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GameServer.Protocol.Bits;

/// <summary>
/// Writes bits into a span, lowest bit of the lowest byte first. Past the end it writes nothing more and says so: whoever
/// fills datagrams asks <see cref="BitsLeft"/> first.
/// </summary>
public ref struct BitWriter
{
    // Below this a few words are written sooner than the bytes have been lined up.
    private const int LongCopyBits = 160;

    // What eight bytes have for certain of bits that begin anywhere in the first.
    private const int ShortBits = 57;

    private readonly Span<byte> buffer;
    private ulong pending;
    private int pendingBits;
    private int flushed;

    /// <summary>Starts at the first bit of <paramref name="buffer"/>.</summary>
    public BitWriter(Span<byte> buffer)
    {
        this.buffer = buffer;
        pending = 0;
        pendingBits = 0;
        flushed = 0;
        IsExhausted = false;
    }

    /// <summary>Goes on behind so many bits that another writer has finished in the same bytes.</summary>
    public BitWriter(Span<byte> buffer, int position)
        : this(buffer)
    {
        flushed = position >> 3;
        pendingBits = position & 7;
        pending = pendingBits == 0 ? 0 : buffer[flushed] & ((1UL << pendingBits) - 1);
    }

    /// <summary>Bits written so far.</summary>
    public readonly int Position => (flushed * 8) + pendingBits;

    /// <summary>Bits that still fit.</summary>
    public readonly int BitsLeft => (buffer.Length * 8) - Position;

    /// <summary>Whether a write did not fit. What was written is then not to be used.</summary>
    public bool IsExhausted { get; private set; }

    /// <summary>Writes the lowest <paramref name="bits"/> bits of a value; 0 to 32.</summary>
    public void Write(uint value, int bits)
    {
        if (bits > BitsLeft)
        {
            IsExhausted = true;
            return;
        }

        pending |= (value & ((1UL << bits) - 1)) << pendingBits;
        pendingBits += bits;
        if (pendingBits >= 32)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(buffer[flushed..], (uint)pending);
            pending >>= 32;
            pendingBits -= 32;
            flushed += 4;
        }
    }

    /// <summary>Writes one bit.</summary>
    public void Write(bool value) => Write(value ? 1u : 0u, 1);

    /// <summary>Copies bits that another writer wrote.</summary>
    /// <param name="source">Finished bytes.</param>
    /// <param name="offset">First bit to copy.</param>
    /// <param name="bits">How many.</param>
    public void Copy(ReadOnlySpan<byte> source, int offset, int bits)
    {
        if (bits > BitsLeft)
        {
            IsExhausted = true;
            return;
        }

        if (bits >= LongCopyBits)
        {
            var lead = (8 - pendingBits) & 7;
            CopyWords(source, offset, lead);
            Flush();
            var bytes = (bits - lead) >> 3;
            BitCopy.Copy(source, offset + lead, buffer.Slice(flushed, bytes));
            flushed += bytes;
            offset += lead + (bytes * 8);
            bits -= lead + (bytes * 8);
        }

        CopyWords(source, offset, bits);
    }

    /// <summary>Copies some of many strings of bits that lie anywhere.</summary>
    /// <param name="source">Finished bytes.</param>
    /// <param name="strings">Where each is.</param>
    /// <param name="chosen">Which to copy, in this order.</param>
    public void CopyEach(ReadOnlySpan<byte> source, ReadOnlySpan<BitStretch> strings, ReadOnlySpan<ushort> chosen)
    {
        for (var done = 0; done < chosen.Length;)
        {
            done += CopyShort(source, strings, chosen[done..]);
            if (done < chosen.Length)
            {
                var (from, bits) = strings[chosen[done++]];
                Copy(source, from, bits);
            }
        }
    }

    /// <summary>Fills the last byte with zero bits and returns the bytes used.</summary>
    public int Finish()
    {
        Flush();
        return flushed;
    }

    // As many as there are before one that is long or lies at an end. What changes is held in registers, and nothing branches on how many bits there are, which no
    // processor could foresee.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CopyShort(ReadOnlySpan<byte> source, ReadOnlySpan<BitStretch> strings, ReadOnlySpan<ushort> chosen)
    {
        ref byte from = ref MemoryMarshal.GetReference(source), first = ref MemoryMarshal.GetReference(buffer);
        int sourceMax = source.Length - sizeof(ulong), max = buffer.Length - sizeof(ulong);
        var (word, bits, at, done) = (pending, pendingBits, flushed, 0);
        for (; done < chosen.Length && at <= max; done++)
        {
            var (begin, count) = strings[chosen[done]];
            if (count > ShortBits || bits + count >= 64 || (begin >> 3) > sourceMax)
            {
                break;
            }

            var value = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, begin >> 3)) >> (begin & 7);
            word |= (value & ((1UL << count) - 1)) << bits;
            bits += count;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref first, at), word);
            at += bits >> 3;
            word >>= bits & ~7;
            bits &= 7;
        }

        (pending, pendingBits, flushed) = (word, bits, at);
        return done;
    }

    private void CopyWords(ReadOnlySpan<byte> source, int offset, int bits)
    {
        var reader = new BitReader(source, offset);
        for (; bits > 32; bits -= 32)
        {
            Write(reader.Read(32), 32);
        }

        if (bits > 0)
        {
            Write(reader.Read(bits), bits);
        }
    }

    private void Flush()
    {
        while (pendingBits > 0)
        {
            buffer[flushed++] = (byte)pending;
            pending >>= 8;
            pendingBits -= 8;
        }

        pendingBits = 0;
        pending = 0;
    }
}
