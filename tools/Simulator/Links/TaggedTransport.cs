using System.Buffers.Binary;
using GameServer.Client.Transport;
using GameServer.Simulation.Numerics;

namespace GameServer.Tools.Simulator.Links;

/// <summary>
/// One end of a link that corrupts: puts a tag behind each datagram that goes into the link, and lets nothing out of it whose
/// tag is wrong, as sealing and UDP's own sum do on a real one. The client's end is above the link, the server's below it.
/// </summary>
internal sealed class TaggedTransport(IClientTransport inner, bool isClientsEnd) : IClientTransport, IClientTransportEvents
{
    private const int TagBytes = 8;

    private readonly byte[] buffer = new byte[2048];
    private IClientTransportEvents? listener;

    /// <summary>Looks at what comes out of the link at this end with a right tag.</summary>
    public DatagramSeen? Arrived { get; set; }

    /// <summary>Whether datagrams carry tags; off where nothing corrupts.</summary>
    public bool IsTagging { get; init; }

    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now) => inner.Connect(host, port, hello, now);

    public void Poll(double now, IClientTransportEvents events)
    {
        listener = events;
        inner.Poll(now, this);
    }

    public void Send(ReadOnlySpan<byte> datagram, double now)
    {
        if (isClientsEnd)
        {
            inner.Send(Tagged(datagram), now);
        }
        else if (TryOpen(datagram, out var opened))
        {
            Arrived?.Invoke(opened);
            inner.Send(opened, now);
        }
    }

    public void SendReliable(ReadOnlySpan<byte> message, double now) => inner.SendReliable(message, now);

    public void Close(double now) => inner.Close(now);

    public void Dispose() => inner.Dispose();

    void IClientTransportEvents.OnConnected() => listener!.OnConnected();

    void IClientTransportEvents.OnDatagram(ReadOnlySpan<byte> datagram)
    {
        if (!isClientsEnd)
        {
            listener!.OnDatagram(Tagged(datagram));
        }
        else if (TryOpen(datagram, out var opened))
        {
            Arrived?.Invoke(opened);
            listener!.OnDatagram(opened);
        }
    }

    void IClientTransportEvents.OnReliable(ReadOnlySpan<byte> message) => listener!.OnReliable(message);

    void IClientTransportEvents.OnClosed(ReadOnlySpan<byte> goodbye, bool refused) => listener!.OnClosed(goodbye, refused);

    private ReadOnlySpan<byte> Tagged(ReadOnlySpan<byte> datagram)
    {
        if (!IsTagging)
        {
            return datagram;
        }

        datagram.CopyTo(buffer);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(datagram.Length), Sum(datagram));
        return buffer.AsSpan(0, datagram.Length + TagBytes);
    }

    private bool TryOpen(ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> opened)
    {
        opened = datagram;
        if (!IsTagging)
        {
            return true;
        }

        if (datagram.Length >= TagBytes)
        {
            opened = datagram[..^TagBytes];
            if (BinaryPrimitives.ReadUInt64LittleEndian(datagram[^TagBytes..]) == Sum(opened))
            {
                return true;
            }
        }

        return false;
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = (ulong)bytes.Length;
        foreach (var value in bytes)
        {
            sum = Mix.Combine(sum, value);
        }

        return sum;
    }
}
