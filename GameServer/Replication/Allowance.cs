namespace GameServer.Replication;

/// <summary>What one snapshot of a seat may cost.</summary>
/// <param name="WireBytes">All its datagrams together, headers of every layer included.</param>
/// <param name="DatagramBytesMax">One of them, without those headers.</param>
internal readonly record struct Allowance(int WireBytes, int DatagramBytesMax)
{
    // A further datagram that takes less is not worth its headers.
    private const int FurtherBytesMin = 64;

    /// <summary>How many datagrams it is enough for, of so many that would do: one at least.</summary>
    public int Datagrams(int most)
    {
        var datagrams = 1;
        while (datagrams < most && BytesOf(datagrams + 1) >= BytesOf(datagrams) + FurtherBytesMin)
        {
            datagrams++;
        }

        return datagrams;
    }

    /// <summary>What so many datagrams may carry together, without headers.</summary>
    public int BytesOf(int datagrams) => Math.Min(datagrams * DatagramBytesMax, WireBytes - (datagrams * ByteBudget.HeaderBytes));

    /// <summary>Bits of their bodies: what is left beside the snapshot's header and the mark of its end in each, rounded to bytes.</summary>
    public int BodyBitsOf(int datagrams, int headerBits) => (BytesOf(datagrams) * 8) - (datagrams * (headerBits + 8)) + 7;
}
