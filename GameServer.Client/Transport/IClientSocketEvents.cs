using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>What a <see cref="ClientSocket"/> reports: the library's events, and the unreliable datagrams that pass the library by.</summary>
internal interface IClientSocketEvents : ILiteNetEventListener
{
    /// <summary>An unreliable datagram of a connection; the span is valid for the call only.</summary>
    void OnUnreliable(LiteNetPeer server, ReadOnlySpan<byte> datagram);
}
