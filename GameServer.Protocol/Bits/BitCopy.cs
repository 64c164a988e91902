using System.Buffers.Binary;
#if NET
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif

namespace GameServer.Protocol.Bits;

/// <summary>Copies bits that begin anywhere in a byte to whole bytes: 32 of them at a time where the processor can, else 8.</summary>
internal static class BitCopy
{
    /// <summary>Fills <paramref name="target"/> with the bits of <paramref name="source"/> from <paramref name="offset"/> on. All of them must be there.</summary>
    public static void Copy(ReadOnlySpan<byte> source, int offset, Span<byte> target)
    {
        var from = source[(offset >> 3)..];
        var shift = offset & 7;
        if (shift == 0)
        {
            from[..target.Length].CopyTo(target);
            return;
        }

        var done = 0;
#if NET
        if (Vector256.IsHardwareAccelerated)
        {
            done = CopyVectors(from, shift, target);
        }
#endif
        CopyScalar(from[done..], shift, target[done..]);
    }

    internal static void CopyScalar(ReadOnlySpan<byte> from, int shift, Span<byte> target)
    {
        var at = 0;
        for (; at + 8 <= target.Length && at + 9 <= from.Length; at += 8)
        {
            var low = BinaryPrimitives.ReadUInt64LittleEndian(from[at..]) >> shift;
            BinaryPrimitives.WriteUInt64LittleEndian(target[at..], low | ((ulong)from[at + 8] << (64 - shift)));
        }

        for (; at < target.Length; at++)
        {
            var high = at + 1 < from.Length ? from[at + 1] << 8 : 0;
            target[at] = (byte)((from[at] | high) >> shift);
        }
    }

#if NET
    // Four words at a time, each completed by the one that begins 8 bytes on.
    private static int CopyVectors(ReadOnlySpan<byte> from, int shift, Span<byte> target)
    {
        var at = 0;
        ref var first = ref MemoryMarshal.GetReference(from);
        ref var into = ref MemoryMarshal.GetReference(target);
        for (; at + 32 <= target.Length && at + 40 <= from.Length; at += 32)
        {
            var low = Vector256.LoadUnsafe(ref first, (nuint)at).AsUInt64();
            var high = Vector256.LoadUnsafe(ref first, (nuint)at + 8).AsUInt64();
            ((low >>> shift) | (high << (64 - shift))).AsByte().StoreUnsafe(ref into, (nuint)at);
        }

        return at;
    }
#endif
}
