using System.Net;
using GameServer.Client.Transport;
using GameServer.Sockets;
using LiteNetLib;

namespace GameServer.Tools.Bots.Wire;

/// <summary>
/// LiteNetLib without a socket: unreliable datagrams pass it by between its bot and the group's socket, everything else is handed to it as if
/// it had received it, and what it sends goes the group's way. Owned by its bot's thread.
/// </summary>
internal sealed class LoopbackSocket : ClientSocket
{
    private const float UpdateEveryMs = 50;

    private readonly IClientSocketEvents events;
    private readonly LoopbackWire wire;
    private readonly LoopbackGroup group;
    private readonly int bot;
    private SocketAddress? server;
    private float sinceUpdate;
    private bool wasHandedSomething;
    private LiteNetPeer? newest;

    public LoopbackSocket(IClientSocketEvents events, LoopbackWire wire, LoopbackGroup group, int bot)
        : this(events, new ClientInboundFilter(), wire, group, bot)
    {
    }

    private LoopbackSocket(IClientSocketEvents events, ClientInboundFilter filter, LoopbackWire wire, LoopbackGroup group, int bot)
        : base(events, filter)
    {
        (this.events, this.wire, this.group, this.bot) = (events, wire, group, bot);
        filter.Sender = datagram => group.Send(bot, datagram);
    }

    internal override bool TryOpen(IPEndPoint server)
    {
        if (!LoopbackWire.Reaches(server.Address))
        {
            return false;
        }

        this.server = server.Serialize();
        group.Address(bot, this.server);
        LibraryIntake.BeginWithoutSocket(this);
        return true;
    }

    internal override void Receive(int datagramsMax)
    {
        for (var left = datagramsMax; left > 0 && group.TryTake(bot, wire.Round, out var datagram); left--)
        {
            if (datagram.Length > 0 && newest is { ConnectionState: ConnectionState.Connected } peer && datagram[0] == UnreliableHeader(peer))
            {
                LibraryIntake.Silence(peer) = 0;
                events.OnUnreliable(peer, datagram[1..]);
            }
            else if (LibraryIntake.TryGetPeer(this, server!, out var known))
            {
                wasHandedSomething = true;
                LibraryIntake.Take(this, datagram, known!);
            }
        }
    }

    internal override void SendUnreliable(LiteNetPeer server, ReadOnlySpan<byte> datagram) => group.Send(bot, datagram, UnreliableHeader(server));

    // What the library is handed it answers at once. Else only its timers run: pings, attempts to connect, and the repeating of what was lost.
    internal override void Update(float elapsedMs)
    {
        sinceUpdate += elapsedMs;
        if (wasHandedSomething || sinceUpdate >= UpdateEveryMs)
        {
            ManualUpdate(sinceUpdate);
            (sinceUpdate, wasHandedSomething) = (0, false);
        }
    }

    protected override LiteNetPeer CreateOutgoingPeer(IPEndPoint remoteEndPoint, int id, byte connectNum, ReadOnlySpan<byte> connectData) =>
        newest = base.CreateOutgoingPeer(remoteEndPoint, id, connectNum, connectData);

    // The library's kind "unreliable" is 0; above it stands the number of the connection.
    private static byte UnreliableHeader(LiteNetPeer peer) => (byte)(LibraryIntake.ConnectionNumber(peer) << 5);
}
