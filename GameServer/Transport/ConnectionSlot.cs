using GameServer.Sockets;
using LiteNetLib;

namespace GameServer.Transport;

/// <summary>One place in the <see cref="ConnectionTable"/>; hangs on the library's peer as its tag while the connection lives.</summary>
internal sealed class ConnectionSlot(int index)
{
    private long pingSecond;
    private int pings;
    private byte? unreliableHeader;

    internal ConnectionId Id { get; private set; } = new(index, 0);

    /// <summary>Null before the first and between two tenants.</summary>
    internal LiteNetPeer? Peer { get; private set; }

    /// <summary>The tenant's address as the kernel writes it.</summary>
    internal SocketName Name { get; private set; }

    /// <summary>The first byte of each unreliable datagram of the tenant's, in both directions.</summary>
    internal byte UnreliableHeader => unreliableHeader ??= PacketHeader.Of(PacketKind.Unreliable, LibraryIntake.ConnectionNumber(Peer!));

    internal void Begin(LiteNetPeer peer)
    {
        // 0 never names a tenant, so that default(ConnectionId) finds nothing even after 2^32 of them.
        Id = Id with { Generation = Math.Max(1, unchecked(Id.Generation + 1)) };
        Peer = peer;
        peer.Tag = this;
        Name = SocketName.Of(peer.Serialize());
        unreliableHeader = null; // Found when the batched path asks: the portable one shall not need what the library hides.
        pings = 0;
    }

    internal void End()
    {
        if (Peer is not null)
        {
            Peer.Tag = null;
            Peer = null;
        }
    }

    /// <summary>A pong is four times its ping: answer a few each second, which is a few more than the library sends.</summary>
    internal bool MayPing(long second, int perSecondMax)
    {
        if (second != pingSecond)
        {
            pingSecond = second;
            pings = 0;
        }

        return ++pings <= perSecondMax;
    }
}
