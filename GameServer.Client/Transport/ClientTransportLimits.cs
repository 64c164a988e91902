using GameServer.Protocol.Datagrams;

namespace GameServer.Client.Transport;

/// <summary>What fits through a client's transport, whichever it is, in bytes.</summary>
public static class ClientTransportLimits
{
    /// <summary>Longest unreliable datagram. A seal, where there is one, comes out of it: see <see cref="DatagramLimits.PayloadBytesMax"/>.</summary>
    public const int PayloadBytesMax = DatagramLimits.DatagramBytesMax - DatagramLimits.TransportHeaderBytes;

    /// <summary>Longest reliable message to a server: one datagram less the library's four bytes, so that it is never cut up.</summary>
    public const int ReliableBytesMax = DatagramLimits.DatagramBytesMax - 4;

    /// <summary>Longest hello: the connect request still fits one datagram.</summary>
    public const int HelloBytesMax = 1024;
}
