namespace GameServer.Protocol.Bits;

/// <summary>Folds signed numbers to unsigned ones that are small where those are near zero: 0, -1, 1, -2 become 0, 1, 2, 3.</summary>
internal static class ZigZag
{
    public static ulong Fold(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>The same in 32 bits, so that a difference that wrapped around fits.</summary>
    public static uint Fold(int value) => unchecked((uint)((value << 1) ^ (value >> 31)));

    /// <summary>What was folded.</summary>
    public static int Unfold(uint folded) => unchecked((int)(folded >> 1) ^ -(int)(folded & 1));
}
