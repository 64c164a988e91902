using System.Net;

namespace GameServer.Transport;

/// <summary>What a transport reports, always from inside <see cref="IServerTransport.Receive"/>. Spans are valid for the call only.</summary>
public interface ITransportEvents
{
    /// <summary>
    /// An address that has proven itself by its cookie asks to connect. False refuses: the goodbye is then the first
    /// <paramref name="refusalLength"/> bytes written into <paramref name="refusal"/>, whose length keeps the answer below the question.
    /// </summary>
    /// <param name="hello">The client's own bytes, opaque here.</param>
    /// <param name="address">Where they came from; keep its values, not the object.</param>
    /// <param name="refusal">Room for the goodbye.</param>
    /// <param name="refusalLength">How much of it was written.</param>
    /// <param name="ticket">Handed back in <see cref="OnConnected"/>.</param>
    bool OnConnectRequest(ReadOnlySpan<byte> hello, IPEndPoint address, Span<byte> refusal, out int refusalLength, out object? ticket);

    /// <summary>A request that was not refused is now a connection.</summary>
    void OnConnected(ConnectionId connection, object? ticket);

    /// <summary>An unreliable datagram, possibly empty, late, repeated or out of order.</summary>
    void OnDatagram(ConnectionId connection, ReadOnlySpan<byte> datagram);

    /// <summary>A reliable message, in the order it was sent.</summary>
    void OnReliable(ConnectionId connection, ReadOnlySpan<byte> message);

    /// <summary>The last word about a connection; its index may be reused from here on.</summary>
    void OnClosed(ConnectionId connection, CloseCause cause);
}
