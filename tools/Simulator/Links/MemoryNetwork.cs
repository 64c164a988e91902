using System.Net;
using GameServer.Transport;

namespace GameServer.Tools.Simulator.Links;

/// <summary>
/// A server's transport and its clients' without sockets or time: what one end sends the other finds at its next turn, in the
/// order of sending. Bounded; one thread drives both ends. Delay and loss are a ConditionedTransport's job.
/// </summary>
internal sealed class MemoryNetwork(int connectionsMax = 64, int queueMax = 4096) : IServerTransport
{
    private readonly MessageRing<MemoryClient> inbox = new(queueMax);
    private readonly MemoryClient?[] places = new MemoryClient?[connectionsMax];
    private readonly uint[] generations = new uint[connectionsMax];
    private readonly Queue<int> free = new(Enumerable.Range(0, connectionsMax));
    private readonly Queue<(ConnectionId Id, CloseCause Cause)> unreported = new();
    private int clients;

    public int Port => 9050;

    public TransportCounters Counters { get; } = new();

    public bool HasGoodbyesUnderway => false;

    internal int ReceiveBudget { get; init; } = 4096;

    /// <summary>Messages that may wait for one client.</summary>
    internal int ClientQueueMax { get; init; } = 512;

    /// <summary>A client, by default with an address of its own behind one host.</summary>
    internal MemoryClient CreateClient(IPEndPoint? address = null) =>
        new(this, address ?? new IPEndPoint(IPAddress.Loopback, 20_000 + clients++), ClientQueueMax);

    /// <summary>Both ends find the connection timed out at their next turn.</summary>
    internal void TimeOut(MemoryClient client)
    {
        End(client, CloseCause.Timeout);
        client.Deliver(MessageKind.Closed, default);
    }

    public void Receive(ITransportEvents events)
    {
        ReportClosed(events);
        var budget = ReceiveBudget;
        while (budget-- > 0 && inbox.TryTake(out var message))
        {
            Dispatch(events, message.Owner, message.Kind, message.Bytes);
        }

        ReportClosed(events);
        Counters.ReceiveLeftovers += inbox.Count > 0 ? 1 : 0;
    }

    public void Send(ConnectionId to, ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > ServerTransportLimits.PayloadBytesMax)
        {
            throw new ArgumentException("Too long for a datagram.", nameof(datagram));
        }

        if (Find(to) is not { } client)
        {
            Counters.SendsToClosed++;
            return;
        }

        Counters.DatagramsSent++;
        Counters.BytesSent += datagram.Length;
        Counters.SendErrors += client.Deliver(MessageKind.Datagram, datagram) ? 0 : 1;
    }

    public bool TrySendReliable(ConnectionId to, ReadOnlySpan<byte> message)
    {
        if (message.Length is 0 or > ServerTransportLimits.ReliableBytesMax)
        {
            throw new ArgumentException("Empty, or too long for a reliable message.", nameof(message));
        }

        if (Find(to) is not { } client)
        {
            Counters.SendsToClosed++;
            return false;
        }

        if (!client.HasRoomForReliable)
        {
            Counters.ReliableQueueFull++;
            return false;
        }

        Counters.DatagramsSent++;
        Counters.BytesSent += message.Length;
        return client.Deliver(MessageKind.Reliable, message);
    }

    public void Close(ConnectionId connection, ReadOnlySpan<byte> goodbye)
    {
        if (Find(connection) is { } client)
        {
            End(client, CloseCause.Local);
            client.Deliver(MessageKind.Closed, goodbye);
        }
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
        foreach (var client in places)
        {
            client?.Deliver(MessageKind.Closed, default);
        }

        Array.Clear(places);
    }

    internal bool Submit(MemoryClient from, MessageKind kind, ReadOnlySpan<byte> bytes) => inbox.TryAdd(from, kind, bytes);

    private void Dispatch(ITransportEvents events, MemoryClient client, MessageKind kind, ReadOnlySpan<byte> bytes)
    {
        Counters.DatagramsReceived++;
        Counters.BytesReceived += bytes.Length;
        switch (kind)
        {
            case MessageKind.Connect:
                Connect(events, client, bytes);
                break;
            case MessageKind.Datagram when client.Place is { } id:
                events.OnDatagram(id, bytes);
                break;
            case MessageKind.Reliable when client.Place is { } id:
                events.OnReliable(id, bytes);
                break;
            case MessageKind.Closed when client.Place is not null:
                End(client, CloseCause.Remote);
                ReportClosed(events);
                break;
            default:
                Counters.Refuse(RefusalReason.Closed);
                break;
        }
    }

    private void Connect(ITransportEvents events, MemoryClient client, ReadOnlySpan<byte> hello)
    {
        if (free.Count == 0)
        {
            Counters.Refuse(RefusalReason.TableFull);
            client.Deliver(MessageKind.Refused, default);
            return;
        }

        Span<byte> refusal = stackalloc byte[Math.Min(ServerTransportLimits.GoodbyeBytesMax, 44 + hello.Length)];
        if (!events.OnConnectRequest(hello, client.Address, refusal, out var length, out var ticket))
        {
            Counters.ConnectionsRefused++;
            client.Deliver(MessageKind.Refused, refusal[..length]);
            return;
        }

        Counters.ConnectionsAccepted++;
        var index = free.Dequeue();
        var id = new ConnectionId(index, ++generations[index]);
        places[index] = client;
        client.Place = id;
        client.Deliver(MessageKind.Connected, default);
        events.OnConnected(id, ticket);
    }

    private MemoryClient? Find(ConnectionId id) =>
        (uint)id.Index < (uint)places.Length && generations[id.Index] == id.Generation ? places[id.Index] : null;

    private void End(MemoryClient client, CloseCause cause)
    {
        if (client.Place is { } id)
        {
            client.Place = null;
            places[id.Index] = null;
            unreported.Enqueue((id, cause));
        }
    }

    private void ReportClosed(ITransportEvents events)
    {
        while (unreported.TryDequeue(out var closed))
        {
            free.Enqueue(closed.Id.Index);
            events.OnClosed(closed.Id, closed.Cause);
        }
    }
}
