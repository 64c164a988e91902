using GameServer.Protocol.Datagrams;

namespace GameServer.Replication;

/// <summary>
/// A client's bytes per second on the wire as a token bucket that holds one datagram, or what a snapshot may cost if that is more: what was not used by a
/// snapshot does not turn into a burst later.
/// </summary>
internal struct ByteBudget
{
    /// <summary>What a datagram costs beside its own bytes: the transport's header and those of UDP and IPv4.</summary>
    public const int HeaderBytes = DatagramLimits.TransportHeaderBytes + 28;

    private double tokens;

    /// <summary>Bytes that this snapshot may cost on the wire; less than <see cref="HeaderBytes"/> when not even its headers fit.</summary>
    /// <param name="bytesPerSnapshot">On the wire.</param>
    /// <param name="datagramBytesMax">Without headers.</param>
    /// <param name="datagramsMax">Of one snapshot.</param>
    public int Next(double bytesPerSnapshot, int datagramBytesMax, int datagramsMax)
    {
        var datagram = datagramBytesMax + HeaderBytes;
        tokens = Math.Min(tokens + bytesPerSnapshot, Math.Max(bytesPerSnapshot, datagram));
        return (int)Math.Min(Math.Floor(tokens), datagramsMax * datagram);
    }

    /// <summary>A datagram of so many bytes without its headers was sent.</summary>
    public void Spend(int bytes) => tokens -= bytes + HeaderBytes;
}
