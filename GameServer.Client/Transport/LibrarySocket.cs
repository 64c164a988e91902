using System.Net;
using System.Net.Sockets;
using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>LiteNetLib receives and sends for itself, on a socket of its own. Works wherever .NET does.</summary>
internal sealed class LibrarySocket(IClientSocketEvents events, int bufferBytes) : ClientSocket(events, new ClientInboundFilter())
{
    /// <inheritdoc/>
    internal override bool TryOpen(IPEndPoint server)
    {
        // The library polls each socket that it has, and nobody needs the other one.
        IPv6Enabled = server.AddressFamily == AddressFamily.InterNetworkV6;
        if (!StartInManualMode(IPAddress.Any, IPAddress.IPv6Any, 0))
        {
            return false;
        }

        // Bounds what may wait, and lets a send fail that would hold up the frame.
        _udpSocketv4.Blocking = false;
        _udpSocketv4.ReceiveBufferSize = bufferBytes;
        _udpSocketv4.SendBufferSize = bufferBytes;
        return true;
    }

    /// <inheritdoc/>
    internal override void Receive(int datagramsMax)
    {
        if (IPv6Enabled)
        {
            MaxPacketPerManualReceive = datagramsMax;
            PollEvents();
            return;
        }

        // Looking first costs one system call when nothing waits; the library's own loop costs two.
        MaxPacketPerManualReceive = 1;
        for (var left = datagramsMax; left > 0 && _udpSocketv4 is { } socket && socket.Poll(0, SelectMode.SelectRead); left--)
        {
            PollEvents();
        }
    }

    /// <inheritdoc/>
    internal override void SendUnreliable(LiteNetPeer server, ReadOnlySpan<byte> datagram)
    {
        // Left to the next poll it would wait a frame.
        server.Send(datagram, DeliveryMethod.Unreliable);
        ManualUpdate(0);
    }
}
