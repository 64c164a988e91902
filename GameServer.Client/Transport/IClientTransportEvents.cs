namespace GameServer.Client.Transport;

/// <summary>What a client transport reports, always from inside <see cref="IClientTransport.Poll"/>. Spans are valid for the call only.</summary>
public interface IClientTransportEvents
{
    /// <summary>The server accepted.</summary>
    void OnConnected();

    /// <summary>An unreliable datagram, possibly late, repeated or out of order.</summary>
    /// <param name="datagram">The bytes as sent, possibly none.</param>
    void OnDatagram(ReadOnlySpan<byte> datagram);

    /// <summary>A reliable message, in the order sent.</summary>
    /// <param name="message">The bytes as sent.</param>
    void OnReliable(ReadOnlySpan<byte> message);

    /// <summary>The connection, or the attempt, is over; nothing follows before the next <see cref="IClientTransport.Connect"/>.</summary>
    /// <param name="goodbye">What the server said, empty when it said nothing (timeout, unknown host).</param>
    /// <param name="refused">True when the server answered the connect request with no.</param>
    void OnClosed(ReadOnlySpan<byte> goodbye, bool refused);
}
