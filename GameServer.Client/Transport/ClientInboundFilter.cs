using System.Net;
using GameServer.Protocol.Datagrams;
using LiteNetLib;
using LiteNetLib.Layers;

namespace GameServer.Client.Transport;

/// <summary>
/// Lets LiteNetLib read only what a server sends to a client, and only from the server's address: no stranger is answered, and
/// no forged "not found" or "wrong protocol" ends a connection. What the library sends passes by <see cref="Sender"/>, where there is
/// one. Never throws on any bytes.
/// </summary>
internal sealed class ClientInboundFilter() : PacketLayerBase(0)
{
    private const uint Allowed =
        1u << 0 // unreliable
        | 1u << 1 // channeled
        | 1u << 2 // several reliable in one
        | 1u << 3 // ack
        | 1u << 4 // ping
        | 1u << 5 // pong
        | 1u << 7 // connect accept
        | 1u << 8 // disconnect
        | 1u << 13 // merged
        | 1u << 14; // shutdown ok

    // The library, which has no socket of that family, sends nothing there and says nothing of it.
    private static readonly IPEndPoint Nowhere = new(IPAddress.IPv6None, 0);

    /// <summary>Sends a datagram of the library's in its place.</summary>
    internal delegate void DatagramSender(ReadOnlySpan<byte> datagram);

    /// <summary>Who sends in the library's place when it has no socket; null when it sends for itself.</summary>
    internal DatagramSender? Sender { get; set; }

    /// <inheritdoc/>
    public override void ProcessInboundPacket(ref IPEndPoint endPoint, ref byte[] data, ref int length)
    {
        var mayPass = length > 0 && length <= DatagramLimits.DatagramBytesMax
            && endPoint is LiteNetPeer && (Allowed >> (data[0] & 0x1F) & 1) != 0;
        if (!mayPass)
        {
            length = 0;
        }
    }

    /// <inheritdoc/>
    public override void ProcessOutBoundPacket(ref IPEndPoint endPoint, ref byte[] data, ref int offset, ref int length)
    {
        if (Sender is not null)
        {
            Sender(data.AsSpan(offset, length));
            endPoint = Nowhere;
        }
    }
}
