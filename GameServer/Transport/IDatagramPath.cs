using System.Net;
using GameServer.Sockets;

namespace GameServer.Transport;

/// <summary>One way between the sockets and the connections of a <see cref="LiteNetLibTransport"/>, whose thread makes every call.</summary>
internal interface IDatagramPath : IDisposable
{
    TransportPath Kind { get; }

    /// <summary>Datagrams that the sockets did not take.</summary>
    long SendErrors { get; }

    /// <summary>Takes in so many datagrams at most, of each address family, or fewer; false when no more wait.</summary>
    bool Receive(ITransportEvents events, int datagramsMax);

    /// <summary>Queues an unreliable datagram for a live connection.</summary>
    void Send(ConnectionSlot to, ReadOnlySpan<byte> datagram);

    /// <summary>Sends or queues raw bytes past the library.</summary>
    void SendPast(ReadOnlySpan<byte> answer, IPEndPoint to);

    /// <summary>Unreliable datagrams that are queued leave; the library's at the latest a few milliseconds on.</summary>
    /// <param name="elapsedMs">How long ago the last time was.</param>
    /// <param name="isQueued">Whether a reliable message was given to the library since then, or a connection was ended.</param>
    void Flush(float elapsedMs, bool isQueued);

    /// <summary>Brings those counters up to date that only the path knows.</summary>
    void Report(TransportCounters counters);
}
