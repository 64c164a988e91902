namespace GameServer.Client.Transport;

/// <summary>
/// A client's way to its server. Driven by one thread; every call names the caller's time, the only clock there is: seconds,
/// monotonic, from any start. Nothing starts a thread or waits, except the name look-up of <see cref="Connect"/>.
/// </summary>
public interface IClientTransport : IDisposable
{
    /// <summary>
    /// Starts to connect; <see cref="IClientTransportEvents.OnConnected"/> or <see cref="IClientTransportEvents.OnClosed"/> follows
    /// from <see cref="Poll"/>. Throws <see cref="InvalidOperationException"/> unless closed or fresh.
    /// </summary>
    /// <param name="host">A name, an IPv4 or an IPv6 address.</param>
    /// <param name="port">UDP port, 1 to 65,535.</param>
    /// <param name="hello">What the server's admission reads, at most <see cref="ClientTransportLimits.HelloBytesMax"/> bytes; copied.</param>
    /// <param name="now">Seconds.</param>
    void Connect(string host, int port, ReadOnlySpan<byte> hello, double now);

    /// <summary>Takes in what has arrived and calls <paramref name="events"/> before it returns; sends what is due. Once per frame.</summary>
    /// <param name="now">Seconds.</param>
    /// <param name="events">Called on this thread.</param>
    void Poll(double now, IClientTransportEvents events);

    /// <summary>
    /// Sends an unreliable datagram at once; without a connection it is dropped. Throws <see cref="ArgumentException"/> above
    /// <see cref="ClientTransportLimits.PayloadBytesMax"/> bytes.
    /// </summary>
    /// <param name="datagram">The bytes; copied.</param>
    /// <param name="now">Seconds.</param>
    void Send(ReadOnlySpan<byte> datagram, double now);

    /// <summary>
    /// Sends an ordered reliable message; without a connection it is dropped. Throws <see cref="ArgumentException"/> unless it
    /// has 1 to <see cref="ClientTransportLimits.ReliableBytesMax"/> bytes: a server takes no fragments from clients.
    /// </summary>
    /// <param name="message">The bytes; copied.</param>
    /// <param name="now">Seconds.</param>
    void SendReliable(ReadOnlySpan<byte> message, double now);

    /// <summary>Says goodbye and ends the connection or the attempt. No event follows.</summary>
    /// <param name="now">Seconds.</param>
    void Close(double now);
}
