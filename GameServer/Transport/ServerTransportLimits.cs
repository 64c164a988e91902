using GameServer.Protocol.Datagrams;

namespace GameServer.Transport;

/// <summary>What fits through a server's transport, whichever it is, in bytes.</summary>
public static class ServerTransportLimits
{
    /// <summary>Longest unreliable datagram. A seal, where there is one, comes out of it: see <see cref="DatagramLimits.PayloadBytesMax"/>.</summary>
    public const int PayloadBytesMax = DatagramLimits.DatagramBytesMax - DatagramLimits.TransportHeaderBytes;

    /// <summary>Longest reliable message to a client: within the fragments that a client accepts.</summary>
    public const int ReliableBytesMax = 32 * 1024;

    /// <summary>Longest goodbye that travels in a disconnect.</summary>
    public const int GoodbyeBytesMax = 768;
}
