namespace GameServer.Transport;

/// <summary>
/// What a shard needs from the network: datagrams in, datagrams out, the life of each connection. Owned by the shard's thread,
/// which makes every call; nothing here starts a thread or waits.
/// </summary>
public interface IServerTransport : IDisposable
{
    /// <summary>The UDP port, as bound.</summary>
    int Port { get; }

    /// <summary>What came, went and was refused since the start. The same instance for life, changed by the owning thread.</summary>
    TransportCounters Counters { get; }

    /// <summary>Whether a goodbye of <see cref="Close"/> is not confirmed yet; <see cref="Flush"/> repeats it now and then.</summary>
    bool HasGoodbyesUnderway { get; }

    /// <summary>Takes in what has arrived, at most the receive budget, and calls <paramref name="events"/> on this thread before it returns.</summary>
    void Receive(ITransportEvents events);

    /// <summary>Queues an unreliable datagram. A connection that is closed swallows it (counted); one too long for a datagram throws.</summary>
    void Send(ConnectionId to, ReadOnlySpan<byte> datagram);

    /// <summary>Queues an ordered reliable message; false when the connection's queue is at its bound (counted) or it is closed.</summary>
    bool TrySendReliable(ConnectionId to, ReadOnlySpan<byte> message);

    /// <summary>
    /// Ends a connection; the goodbye travels in the disconnect. The id is dead at once, <see cref="ITransportEvents.OnClosed"/>
    /// follows in this or the next <see cref="Receive"/>, and only then is the index used again.
    /// </summary>
    void Close(ConnectionId connection, ReadOnlySpan<byte> goodbye);

    /// <summary>End of a slot: everything queued leaves, resends and timeouts are looked at.</summary>
    void Flush();
}
