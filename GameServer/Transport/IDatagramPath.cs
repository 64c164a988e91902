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

    /// <summary>Unreliable datagrams that are queued leave, and the library's at the latest 15 ms on; <paramref name="elapsedMs"/> have passed since the last time.</summary>
    void Flush(float elapsedMs);

    /// <summary>Brings those counters up to date that only the path knows.</summary>
    void Report(TransportCounters counters);
}
