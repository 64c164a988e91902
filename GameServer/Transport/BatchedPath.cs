using System.Net;
using System.Net.Sockets;
using GameServer.Protocol.Datagrams;
using GameServer.Sockets;

namespace GameServer.Transport;

/// <summary>
/// Two planes over LiteNetLib's sockets: unreliable datagrams of live connections pass it by in both directions, everything else is
/// handed to it as if it had received it. Many datagrams per system call. Owned by the shard's thread.
/// </summary>
internal sealed class BatchedPath : IDatagramPath
{
    private const int RingSlots = 64;

    // The library looks at every connection each time. What it would send waits no longer than for its own thread, and a shard that has one room
    // of up to 64 Hz updates it with each tick.
    private const float UpdateMs = 15;

    private readonly ServerSocket socket;
    private readonly InboundFilter filter;
    private readonly ConnectionTable connections;
    private readonly TransportCounters counters;
    private readonly Family[] families;
    private readonly IPEndPoint endPointMaker = new(IPAddress.Any, 0);
    private float sinceUpdate = UpdateMs;

    private BatchedPath(ServerSocket socket, InboundFilter filter, ConnectionTable connections, TransportCounters counters)
    {
        (this.socket, this.filter, this.connections, this.counters) = (socket, filter, connections, counters);
        families = [.. socket.Sockets.Select(static s => new Family(s))];
    }

    public TransportPath Kind => TransportPath.Batched;

    public long SendErrors
    {
        get
        {
            var errors = filter.LibraryDatagramsOut - socket.Statistics.PacketsSent;
            foreach (var family in families)
            {
                errors += family.Out.Errors;
            }

            return errors;
        }
    }

    /// <summary>Null where the system, its guard or the library's version does not allow it.</summary>
    internal static BatchedPath? TryOpen(ServerSocket socket, InboundFilter filter, ConnectionTable connections, TransportCounters counters) =>
        socket.Sockets.All(static s => SocketCalls.AreAllowed(s.Handle)) && LibraryIntake.IsKnown(socket)
            ? new BatchedPath(socket, filter, connections, counters)
            : null;

    public bool Receive(ITransportEvents events, int datagramsMax)
    {
        var moreWait = false;
        var asked = Math.Min(datagramsMax, RingSlots);
        foreach (var family in families)
        {
            var received = family.In.Receive(asked);
            for (var i = 0; i < received; i++)
            {
                Take(events, family, family.In.At(i, out var from), from);
            }

            moreWait |= received == asked;
        }

        return moreWait;
    }

    public void Send(ConnectionSlot to, ReadOnlySpan<byte> datagram)
    {
        var ring = OutOf(to.Name.IsV6);
        var next = ring.Next;
        next[0] = to.UnreliableHeader;
        datagram.CopyTo(next[1..]);
        Put(ring, to.Name, 1 + datagram.Length);
    }

    public void SendPast(ReadOnlySpan<byte> answer, IPEndPoint to)
    {
        var ring = OutOf(to.AddressFamily == AddressFamily.InterNetworkV6);
        answer.CopyTo(ring.Next);
        Put(ring, SocketName.Of(to.Serialize()), answer.Length);
    }

    public void Flush(float elapsedMs)
    {
        sinceUpdate += elapsedMs;
        if (sinceUpdate >= UpdateMs)
        {
            socket.ManualUpdate(sinceUpdate);
            sinceUpdate = 0;
        }

        foreach (var family in families)
        {
            family.Out.Flush();
        }
    }

    public void Report(TransportCounters counters)
    {
        var (calls, shortSends, drops) = (filter.LibraryDatagramsOut, 0L, 0L);
        foreach (var family in families)
        {
            calls += family.In.Calls + family.Out.Calls;
            shortSends += family.Out.ShortSends;
            drops += family.In.Drops;
        }

        counters.SystemCalls = calls;
        counters.ShortSends = shortSends;
        counters.KernelDrops = Math.Max(counters.KernelDrops, drops);
    }

    public void Dispose()
    {
        foreach (var family in families)
        {
            family.Out.Flush();
            family.In.Dispose();
            family.Out.Dispose();
        }
    }

    private SendRing OutOf(bool isV6) => families[isV6 ? ^1 : 0].Out;

    private void Put(SendRing ring, in SocketName to, int length)
    {
        counters.DatagramsSent++;
        counters.BytesSent += length;
        ring.Put(to, length);
    }

    private void Take(ITransportEvents events, Family family, ReadOnlySpan<byte> datagram, in SocketName from)
    {
        if (datagram.Length is 0 or > DatagramLimits.DatagramBytesMax || !connections.TryFind(from, out var slot))
        {
            HandOver(family, datagram, from);
        }
        else if (datagram[0] == slot.UnreliableHeader)
        {
            Count(slot, datagram);
            Deliver(events, slot, datagram[1..]);
        }
        else if (datagram[0] == PacketHeader.WithKind(slot.UnreliableHeader, PacketKind.Merged) && PacketHeader.IsMergedOf(slot.UnreliableHeader, datagram))
        {
            Count(slot, datagram);
            DeliverParts(events, slot, datagram[1..]);
        }
        else
        {
            HandOver(family, datagram, from);
        }
    }

    private void Count(ConnectionSlot slot, ReadOnlySpan<byte> datagram)
    {
        counters.DatagramsReceived++;
        counters.BytesReceived += datagram.Length;
        LibraryIntake.Silence(slot.Peer!) = 0;
    }

    private void DeliverParts(ITransportEvents events, ConnectionSlot slot, ReadOnlySpan<byte> parts)
    {
        var id = slot.Id;
        while (slot.Id == id && slot.Peer is not null && PacketHeader.TryReadPart(ref parts, out var part))
        {
            Deliver(events, slot, part[1..]);
        }
    }

    private void Deliver(ITransportEvents events, ConnectionSlot slot, ReadOnlySpan<byte> datagram)
    {
        try
        {
            events.OnDatagram(slot.Id, datagram);
        }
        catch (Exception exception)
        {
            // As on the portable path: a programmer's error reaches the caller when the batch has been dealt with.
            socket.Keep(exception);
        }
    }

    private void HandOver(Family family, ReadOnlySpan<byte> datagram, in SocketName from)
    {
        from.CopyTo(family.Scratch);
        if (LibraryIntake.TryGetPeer(socket, family.Scratch, out var peer))
        {
            LibraryIntake.Take(socket, datagram, peer!);
        }
        else if (InboundFilter.MayBeRequest(datagram))
        {
            LibraryIntake.Take(socket, datagram, (IPEndPoint)endPointMaker.Create(family.Scratch));
        }
        else
        {
            filter.RefuseStranger(datagram); // Nothing is made for one, not even the object that names it.
        }
    }

    /// <summary>The rings of one of the two sockets.</summary>
    private sealed class Family(Socket socket)
    {
        internal ReceiveRing In { get; } = new(socket.Handle, RingSlots, DatagramLimits.DatagramBytesMax);

        internal SendRing Out { get; } = new(socket.Handle, RingSlots, DatagramLimits.DatagramBytesMax);

        internal SocketAddress Scratch { get; } = new(socket.AddressFamily);
    }
}
