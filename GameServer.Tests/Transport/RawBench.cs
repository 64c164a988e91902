using System.Net;
using GameServer.Sockets;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>A LiteNetLib server on loopback, whose clock a test turns, and the plain sockets that it is attacked from.</summary>
internal sealed class RawBench : IDisposable
{
    internal const int ConnectionsMax = 8;
    internal const int ChallengesPerSecond = 1000;

    private readonly List<RawPeer> peers = [];

    internal RawBench(TransportPath path)
    {
        var options = new LiteNetLibOptions
        {
            Path = path,
            AddressV4 = IPAddress.Loopback,
            AddressV6 = null,
            ConnectionsMax = ConnectionsMax,
            ChallengesPerSecondMax = ChallengesPerSecond,
        };
        Server = new LiteNetLibTransport(options, Time);
    }

    internal ManualTime Time { get; } = new();

    internal LiteNetLibTransport Server { get; }

    internal RecordingServer Events { get; } = new();

    internal RawPeer AddPeer()
    {
        var peer = new RawPeer(Server.Port);
        peers.Add(peer);
        return peer;
    }

    internal RawPeer AddConnected()
    {
        var peer = AddPeer();
        peer.Connect(Turn);
        return peer;
    }

    // Loopback delivers within the send, so one turn sees what was sent before it.
    internal void Turn()
    {
        Server.Receive(Events);
        Server.Flush();
    }

    internal bool StillHears(RawPeer peer)
    {
        var before = Events.Datagrams.Count;
        peer.Send(0, 42);
        Turn();
        return Events.Datagrams.Count == before + 1 && Events.Datagrams[^1].Bytes is [42];
    }

    public void Dispose()
    {
        peers.ForEach(static peer => peer.Dispose());
        Server.Dispose();
    }
}
