using System.Net;
using GameServer.Client.Transport;
using GameServer.Transport;

namespace GameServer.Tools.Simulator.Links;

/// <summary>A client's end of a <see cref="MemoryNetwork"/>.</summary>
internal sealed class MemoryClient(MemoryNetwork network, IPEndPoint address, int queueMax) : IClientTransport
{
    // The last cells are kept for the end of the connection, which must always fit.
    private const int ReservedCells = 2;

    private readonly MessageRing<MemoryClient> inbox = new(queueMax + ReservedCells);
    private bool isOpen;
    private bool isConnected;

    internal IPEndPoint Address { get; } = address;

    /// <summary>The server's view: its connection with this client, if any.</summary>
    internal ConnectionId? Place { get; set; }

    internal bool HasRoomForReliable => inbox.Count < queueMax;

    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now)
    {
        if (isOpen)
        {
            throw new InvalidOperationException("Close the connection before connecting again.");
        }

        if (hello.Length > ClientTransportLimits.HelloBytesMax)
        {
            throw new ArgumentException("Too long for a hello.", nameof(hello));
        }

        while (inbox.TryTake(out _))
        {
            // Of an earlier connection.
        }

        isOpen = true;
        network.Submit(this, MessageKind.Connect, hello);
    }

    public void Poll(double now, IClientTransportEvents events)
    {
        while (inbox.TryTake(out var message))
        {
            switch (message.Kind)
            {
                case MessageKind.Connected:
                    isConnected = true;
                    events.OnConnected();
                    break;
                case MessageKind.Datagram when isConnected:
                    events.OnDatagram(message.Bytes);
                    break;
                case MessageKind.Reliable when isConnected:
                    events.OnReliable(message.Bytes);
                    break;
                case MessageKind.Closed or MessageKind.Refused when isOpen:
                    isOpen = false;
                    isConnected = false;
                    events.OnClosed(message.Bytes, message.Kind == MessageKind.Refused);
                    break;
            }
        }
    }

    public void Send(ReadOnlySpan<byte> datagram, double now)
    {
        if (datagram.Length > ClientTransportLimits.PayloadBytesMax)
        {
            throw new ArgumentException("Too long for a datagram.", nameof(datagram));
        }

        if (isConnected)
        {
            network.Submit(this, MessageKind.Datagram, datagram);
        }
    }

    public void SendReliable(ReadOnlySpan<byte> message, double now)
    {
        if (message.Length is 0 or > ClientTransportLimits.ReliableBytesMax)
        {
            throw new ArgumentException("Empty, or too long for a reliable message.", nameof(message));
        }

        if (isConnected && !network.Submit(this, MessageKind.Reliable, message))
        {
            throw new InvalidOperationException("The network's queue is full: a reliable message would be lost.");
        }
    }

    public void Close(double now)
    {
        if (isOpen)
        {
            isOpen = false;
            isConnected = false;
            network.Submit(this, MessageKind.Closed, default);
        }
    }

    public void Dispose() => Close(now: 0);

    internal bool Deliver(MessageKind kind, ReadOnlySpan<byte> bytes)
    {
        var isEnd = kind is MessageKind.Closed or MessageKind.Refused;
        return (isEnd || inbox.Count < queueMax) && inbox.TryAdd(this, kind, bytes);
    }
}
