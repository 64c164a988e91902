namespace GameServer.Protocol.Datagrams;

/// <summary>
/// Sequence numbers and ticks travel as their lowest bits and are completed to the nearest number around one that the receiver
/// knows: 16 bits of a 60 Hz counter are unambiguous within +-9 minutes.
/// </summary>
public static class LowBits
{
    /// <summary>Bits of a sequence number or tick on the wire.</summary>
    public const int Count = 16;

    /// <summary>The number nearest to <paramref name="around"/> that ends in these bits; never below 0.</summary>
    public static ulong Complete(uint low, ulong around)
    {
        var delta = unchecked((short)(ushort)(low - (uint)around));
        return delta < 0 && around < (ulong)-delta ? low : unchecked(around + (ulong)(long)delta);
    }

    /// <summary>The tick nearest to <paramref name="around"/> that ends in these bits.</summary>
    public static uint Complete(uint low, uint around) => unchecked(around + (uint)(short)(ushort)(low - around));
}
