using GameServer.Client.Transport;
using GameServer.Transport;

namespace GameServer.Tools.Simulator.Links;

/// <summary>
/// Sees, and may change or swallow, every datagram between a client's link and the server, and can leave the server in the belief
/// that a connection stands.
/// </summary>
internal sealed class TapTransport(Func<IClientTransport> connect) : IClientTransport
{
    private IClientTransport inner = connect();

    /// <summary>The server's name for the connection that stands; null when there is none.</summary>
    public ConnectionId? Connection => (inner as MemoryClient)?.Place;

    /// <summary>Looks at a datagram from the server; false swallows it.</summary>
    public Func<byte[], bool>? Down { get; set; }

    /// <summary>Looks at a datagram to the server; false swallows it.</summary>
    public Func<byte[], bool>? Up { get; set; }

    /// <summary>Puts another datagram in the place of one to the server.</summary>
    public Func<byte[], byte[]>? RewriteUp { get; set; }

    /// <summary>Puts another hello in the place of the client's.</summary>
    public Func<byte[], byte[]>? RewriteHello { get; set; }

    /// <summary>True lets the next close go unheard: the client then connects from a new address while the old connection stands.</summary>
    public bool VanishesAtClose { get; set; }

    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now) =>
        inner.Connect(host, port, RewriteHello is null ? hello : RewriteHello(hello.ToArray()), now);

    public void Poll(double now, IClientTransportEvents events) => inner.Poll(now, Down is null ? events : new Tapped(this, events));

    public void Send(ReadOnlySpan<byte> datagram, double now)
    {
        if (Up is null && RewriteUp is null)
        {
            inner.Send(datagram, now);
            return;
        }

        var copy = datagram.ToArray();
        if (Up is null || Up(copy))
        {
            inner.Send(RewriteUp is null ? copy : RewriteUp(copy), now);
        }
    }

    /// <summary>A datagram that the client never wrote, past its link.</summary>
    public void SendPast(ReadOnlySpan<byte> datagram) => inner.Send(datagram, now: 0);

    public void SendReliable(ReadOnlySpan<byte> message, double now) => inner.SendReliable(message, now);

    public void Close(double now)
    {
        if (VanishesAtClose)
        {
            inner = connect();
            VanishesAtClose = false;
        }
        else
        {
            inner.Close(now);
        }
    }

    public void Dispose() => inner.Dispose();

    private sealed class Tapped(TapTransport tap, IClientTransportEvents events) : IClientTransportEvents
    {
        public void OnConnected() => events.OnConnected();

        public void OnDatagram(ReadOnlySpan<byte> datagram)
        {
            var copy = datagram.ToArray();
            if (tap.Down!(copy))
            {
                events.OnDatagram(copy);
            }
        }

        public void OnReliable(ReadOnlySpan<byte> message) => events.OnReliable(message);

        public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused) => events.OnClosed(goodbye, refused);
    }
}
