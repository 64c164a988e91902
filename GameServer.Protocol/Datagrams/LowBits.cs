namespace GameServer.Protocol.Datagrams;

/// <summary>
/// Sequence numbers and ticks travel as their lowest bits and are completed to the nearest number around one that the receiver
/// knows: 14 bits are unambiguous within +-8,192, which at 240 Hz are 34 s, several times as long as a silent connection lives.
/// </summary>
public static class LowBits
{
    /// <summary>Bits of a sequence number or tick on the wire.</summary>
    public const int Count = 14;

    /// <summary>The number nearest to <paramref name="around"/> that ends in these bits; never below 0.</summary>
    public static ulong Complete(uint low, ulong around)
    {
        long delta = Signed(unchecked(low - (uint)around));
        return delta < 0 && around < (ulong)-delta ? low : unchecked(around + (ulong)delta);
    }

    /// <summary>The tick nearest to <paramref name="around"/> that ends in these bits.</summary>
    public static uint Complete(uint low, uint around) => unchecked(around + (uint)Signed(low - around));

    /// <summary>Whether the number that ends in <paramref name="low"/> is before the one that ends in <paramref name="other"/>, if they are near.</summary>
    public static bool IsBefore(uint low, uint other) => Signed(unchecked(low - other)) < 0;

    private static int Signed(uint difference) => unchecked((int)(difference << (32 - Count)) >> (32 - Count));
}
