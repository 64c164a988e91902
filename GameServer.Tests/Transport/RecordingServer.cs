using System.Net;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>Writes down what a server transport reports, and refuses or echoes on request.</summary>
internal sealed class RecordingServer : ITransportEvents
{
    internal List<byte[]> Hellos { get; } = [];

    internal List<IPEndPoint> Addresses { get; } = [];

    internal List<(ConnectionId Id, object? Ticket)> Connected { get; } = [];

    internal List<(ConnectionId Id, byte[] Bytes)> Datagrams { get; } = [];

    internal List<(ConnectionId Id, byte[] Bytes)> Reliables { get; } = [];

    internal List<(ConnectionId Id, CloseCause Cause)> Closed { get; } = [];

    /// <summary>Set to refuse every request with these bytes.</summary>
    internal byte[]? Refusal { get; set; }

    internal int RefusalRoom { get; private set; }

    internal Action<ConnectionId>? OnEachDatagram { get; set; }

    public bool OnConnectRequest(ReadOnlySpan<byte> hello, IPEndPoint address, Span<byte> refusal, out int refusalLength, out object? ticket)
    {
        Hellos.Add(hello.ToArray());
        Addresses.Add(address);
        RefusalRoom = refusal.Length;
        ticket = $"ticket {Hellos.Count}";
        refusalLength = Refusal?.Length ?? 0;
        Refusal?.CopyTo(refusal);
        return Refusal is null;
    }

    public void OnConnected(ConnectionId connection, object? ticket) => Connected.Add((connection, ticket));

    public void OnDatagram(ConnectionId connection, ReadOnlySpan<byte> datagram)
    {
        Datagrams.Add((connection, datagram.ToArray()));
        OnEachDatagram?.Invoke(connection);
    }

    public void OnReliable(ConnectionId connection, ReadOnlySpan<byte> message) => Reliables.Add((connection, message.ToArray()));

    public void OnClosed(ConnectionId connection, CloseCause cause) => Closed.Add((connection, cause));
}
