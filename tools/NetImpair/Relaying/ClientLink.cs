using System.Net;
using System.Net.Sockets;
using GameServer.Client.Conditioning;

namespace GameServer.Tools.NetImpair.Relaying;

/// <summary>One client of the relay: where it is, its path, and the socket that stands for it before the server. Owned by the relay's thread.</summary>
internal sealed class ClientLink : IDisposable
{
    private readonly SocketAddress server;
    private readonly AddressFamily family;
    private double rebindAt;

    public ClientLink(SocketAddress client, SocketAddress server, ImpairedPath path, double rebindAt)
    {
        (Client, this.server, family, Path, this.rebindAt) = (client, server, server.Family, path, rebindAt);
        Upstream = Open(family);
    }

    public SocketAddress Client { get; }

    public ImpairedPath Path { get; }

    public Socket Upstream { get; private set; }

    public int Rebinds { get; private set; }

    /// <summary>A socket that never blocks and that the other side's closed port does not disturb.</summary>
    public static Socket Open(AddressFamily family)
    {
        var any = family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        return Bound(new IPEndPoint(any, 0));
    }

    public static Socket Bound(IPEndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = 1 << 20, SendBufferSize = 1 << 20 };
        socket.Bind(at);
        return socket;
    }

    /// <summary>From another port from now on, as behind a router that forgot: what the server sends to the old one is gone.</summary>
    public void RebindIfDue(double now, double every)
    {
        if (now < rebindAt)
        {
            return;
        }

        rebindAt += every;
        Rebinds++;
        var old = Upstream;
        Upstream = Open(family);
        old.Dispose();
    }

    /// <summary>Sends on what is due in both directions.</summary>
    public void Forward(Socket listener, double now, ref long sendFailures)
    {
        Forward(Path.Up, Upstream, server, now, ref sendFailures);
        Forward(Path.Down, listener, Client, now, ref sendFailures);
    }

    public void Dispose() => Upstream.Dispose();

    private static void Forward(LinkLane lane, Socket socket, SocketAddress to, double now, ref long sendFailures)
    {
        while (lane.TryTake(now, out var parcel))
        {
            try
            {
                socket.SendTo(parcel.Bytes, SocketFlags.None, to);
            }
            catch (SocketException)
            {
                // A full buffer, or a port that is closed: a network loses such a datagram too, but it is counted apart.
                sendFailures++;
            }

            lane.Recycle(parcel);
        }
    }
}
