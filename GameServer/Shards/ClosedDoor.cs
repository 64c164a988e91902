using System.Net;
using GameServer.Protocol.Control;
using GameServer.Transport;

namespace GameServer.Shards;

/// <summary>Who answers when the sessions are gone and the last goodbyes are under way: nobody comes in, nothing is heard.</summary>
internal sealed class ClosedDoor : ITransportEvents
{
    private readonly byte[] goodbye;

    public ClosedDoor()
    {
        var buffer = new byte[ControlLimits.GoodbyeBytesMax];
        goodbye = buffer.AsSpan(0, ControlCodec.Write(new Goodbye(GoodbyeReason.ServerStopping, ""), buffer)).ToArray();
    }

    public bool OnConnectRequest(ReadOnlySpan<byte> hello, IPEndPoint address, Span<byte> refusal, out int refusalLength, out object? ticket)
    {
        ticket = null;
        refusalLength = goodbye.AsSpan().TryCopyTo(refusal) ? goodbye.Length : 0;
        return false;
    }

    public void OnConnected(ConnectionId connection, object? ticket)
    {
    }

    public void OnDatagram(ConnectionId connection, ReadOnlySpan<byte> datagram)
    {
    }

    public void OnReliable(ConnectionId connection, ReadOnlySpan<byte> message)
    {
    }

    public void OnClosed(ConnectionId connection, CloseCause cause)
    {
    }
}
