using GameServer.Client.Transport;

namespace GameServer.Tests.Transport;

/// <summary>A client transport with a note of what it reported.</summary>
internal sealed class RecordingClient(IClientTransport transport) : IClientTransportEvents, IDisposable
{
    internal IClientTransport Transport { get; } = transport;

    internal int Connected { get; private set; }

    internal List<byte[]> Datagrams { get; } = [];

    internal List<byte[]> Reliables { get; } = [];

    internal List<(byte[] Goodbye, bool Refused)> Closed { get; } = [];

    public void OnConnected() => Connected++;

    public void OnDatagram(ReadOnlySpan<byte> datagram) => Datagrams.Add(datagram.ToArray());

    public void OnReliable(ReadOnlySpan<byte> message) => Reliables.Add(message.ToArray());

    public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused) => Closed.Add((goodbye.ToArray(), refused));

    public void Dispose() => Transport.Dispose();
}
