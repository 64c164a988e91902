using System.Net;
using GameServer.Protocol.Datagrams;
using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>
/// A client's connection through LiteNetLib in manual mode: one socket, no threads, one system call per idle poll. Owned by the
/// thread that calls it. Answers the server's address challenge by itself.
/// </summary>
public sealed class LiteNetLibClientTransport : IClientTransport, IClientSocketEvents
{
    private const double ReconnectDelaySeconds = 0.25;
    private const double UpdateSecondsMax = 1;
    private const int FragmentsMax = 32;

    private enum State
    {
        Closed,
        Connecting,
        Connected,
        Failed,
    }

    private readonly LiteNetLibClientOptions options;
    private readonly ClientSocket socket;
    private IClientTransportEvents? reportingTo;
    private ConnectRequest? request;
    private IPEndPoint? server;
    private LiteNetPeer? current;
    private State state;
    private bool cookieArrived;
    private double lastUpdate;

    /// <summary>A transport that is not connected yet; it opens its socket in <see cref="Connect"/>.</summary>
    /// <param name="options">Null for the defaults.</param>
    public LiteNetLibClientTransport(LiteNetLibClientOptions? options = null)
        : this(options ?? new LiteNetLibClientOptions(), static (events, options) => new LibrarySocket(events, options.SocketBufferBytes))
    {
    }

    internal LiteNetLibClientTransport(LiteNetLibClientOptions options, Func<IClientSocketEvents, LiteNetLibClientOptions, ClientSocket> makeSocket)
    {
        this.options = options;
        NetDebug.Logger ??= new SilentLog();
        socket = makeSocket(this, options);
        socket.AutoRecycle = true;
        socket.MtuOverride = DatagramLimits.DatagramBytesMax;
        socket.MaxFragmentsCount = FragmentsMax;
        socket.PacketPoolSize = options.PacketPoolSize;
        socket.DisconnectTimeout = (int)(options.DisconnectTimeoutSeconds * 1000);
        socket.ReconnectDelay = (int)(ReconnectDelaySeconds * 1000);
        socket.MaxConnectAttempts = (int)Math.Ceiling(options.ConnectTimeoutSeconds / ReconnectDelaySeconds);
    }

    /// <inheritdoc/>
    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now)
    {
        if (state != State.Closed)
        {
            throw new InvalidOperationException("Close the connection before connecting again.");
        }

        if (hello.Length > ClientTransportLimits.HelloBytesMax)
        {
            throw new ArgumentException($"A hello has at most {ClientTransportLimits.HelloBytesMax} bytes, not {hello.Length}.", nameof(hello));
        }

        lastUpdate = now;
        request = new ConnectRequest(hello);
        state = State.Failed;
        socket.Stop(sendDisconnectMessages: true);
        if (HostName.Resolve(host) is { } address && socket.TryOpen(server = new IPEndPoint(address, port)))
        {
            state = State.Connecting;
            current = socket.Connect(server, request.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Poll(double now, IClientTransportEvents events)
    {
        if (state == State.Failed)
        {
            state = State.Closed;
            events.OnClosed(default, refused: false);
        }

        if (!socket.IsRunning)
        {
            return;
        }

        reportingTo = events;
        try
        {
            socket.Receive(options.PollBudget);
            AnswerChallenge();
            Update(now);
        }
        finally
        {
            reportingTo = null;
        }

        socket.RethrowFault();
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram, double now)
    {
        if (datagram.Length > ClientTransportLimits.PayloadBytesMax)
        {
            throw new ArgumentException($"A datagram carries at most {ClientTransportLimits.PayloadBytesMax} bytes, not {datagram.Length}.", nameof(datagram));
        }

        if (state == State.Connected && current is { } peer)
        {
            socket.SendUnreliable(peer, datagram);
        }
    }

    /// <inheritdoc/>
    public void SendReliable(ReadOnlySpan<byte> message, double now)
    {
        if (message.Length is 0 or > ClientTransportLimits.ReliableBytesMax)
        {
            throw new ArgumentException($"A reliable message has 1 to {ClientTransportLimits.ReliableBytesMax} bytes, not {message.Length}.", nameof(message));
        }

        if (state == State.Connected && current is { } peer)
        {
            // Left to the next poll it would wait a frame.
            peer.Send(message, DeliveryMethod.ReliableOrdered);
            socket.ManualUpdate(0);
        }
    }

    /// <inheritdoc/>
    public void Close(double now)
    {
        // Forgotten before the library speaks of it, so that its event finds nobody.
        var peer = current;
        current = null;
        state = State.Closed;
        peer?.Disconnect();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        state = State.Closed;
        current = null;
        socket.Stop(sendDisconnectMessages: true);
    }

    void ILiteNetEventListener.OnPeerConnected(LiteNetPeer peer)
    {
        if (peer == current)
        {
            state = State.Connected;
            reportingTo!.OnConnected();
        }
    }

    void ILiteNetEventListener.OnPeerDisconnected(LiteNetPeer peer, DisconnectInfo disconnectInfo)
    {
        if (peer != current)
        {
            return;
        }

        var answer = disconnectInfo.AdditionalData is { IsNull: false } data ? data.GetRemainingBytesSpan() : default;
        var refused = disconnectInfo.Reason == DisconnectReason.ConnectionRejected;
        if (refused && request!.TryTakeCookie(answer))
        {
            // Asked again after the poll: the library is still busy with the peer that this replaces.
            cookieArrived = true;
            return;
        }

        current = null;
        var goodbye = refused ? ConnectRequest.Goodbye(answer) : answer;
        state = State.Closed;
        reportingTo!.OnClosed(goodbye, refused);
    }

    void ILiteNetEventListener.OnNetworkReceive(LiteNetPeer peer, NetPacketReader reader, DeliveryMethod deliveryMethod)
    {
        if (deliveryMethod == DeliveryMethod.Unreliable)
        {
            Deliver(peer, reader.GetRemainingBytesSpan());
        }
        else if (peer == current)
        {
            reportingTo!.OnReliable(reader.GetRemainingBytesSpan());
        }
    }

    void IClientSocketEvents.OnUnreliable(LiteNetPeer server, ReadOnlySpan<byte> datagram) => Deliver(server, datagram);

    void ILiteNetEventListener.OnConnectionRequest(LiteConnectionRequest request) => request.RejectForce();

    private void Deliver(LiteNetPeer peer, ReadOnlySpan<byte> datagram)
    {
        if (peer == current)
        {
            reportingTo!.OnDatagram(datagram);
        }
    }

    private void AnswerChallenge()
    {
        if (cookieArrived && state == State.Connecting)
        {
            current = socket.Connect(server!, request!.Bytes);
        }

        cookieArrived = false;
    }

    private void Update(double now)
    {
        var elapsed = now - lastUpdate;
        lastUpdate = now;

        // After a pause of the game the server's datagrams still waited in the socket: it is not to be timed out for it.
        socket.Update((float)(Math.Max(0, Math.Min(elapsed, UpdateSecondsMax)) * 1000));
    }
}
