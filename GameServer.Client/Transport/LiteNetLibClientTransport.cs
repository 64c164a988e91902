using System.Net;
using System.Net.Sockets;
using GameServer.Protocol.Datagrams;
using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>
/// A client's connection through LiteNetLib in manual mode: one socket, no threads, one system call per idle poll. Owned by the
/// thread that calls it. Answers the server's address challenge by itself.
/// </summary>
public sealed class LiteNetLibClientTransport : IClientTransport, ILiteNetEventListener
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

    private readonly LiteNetLibClientOptions _options;
    private readonly ClientSocket _socket;
    private IClientTransportEvents? _events;
    private ConnectRequest? _request;
    private IPEndPoint? _server;
    private LiteNetPeer? _peer;
    private State _state;
    private bool _cookieArrived;
    private double _lastUpdate;

    /// <summary>A transport that is not connected yet; it opens its socket in <see cref="Connect"/>.</summary>
    /// <param name="options">Null for the defaults.</param>
    public LiteNetLibClientTransport(LiteNetLibClientOptions? options = null)
    {
        _options = options ?? new LiteNetLibClientOptions();
        NetDebug.Logger ??= new SilentLog();
        _socket = new ClientSocket(this)
        {
            AutoRecycle = true,
            MtuOverride = DatagramLimits.DatagramBytesMax,
            MaxFragmentsCount = FragmentsMax,
            PacketPoolSize = _options.PacketPoolSize,
            DisconnectTimeout = (int)(_options.DisconnectTimeoutSeconds * 1000),
            ReconnectDelay = (int)(ReconnectDelaySeconds * 1000),
            MaxConnectAttempts = (int)Math.Ceiling(_options.ConnectTimeoutSeconds / ReconnectDelaySeconds),
        };
    }

    /// <inheritdoc/>
    public void Connect(string host, int port, ReadOnlySpan<byte> hello, double now)
    {
        if (_state != State.Closed)
        {
            throw new InvalidOperationException("Close the connection before connecting again.");
        }

        if (hello.Length > ClientTransportLimits.HelloBytesMax)
        {
            throw new ArgumentException($"A hello has at most {ClientTransportLimits.HelloBytesMax} bytes, not {hello.Length}.", nameof(hello));
        }

        _lastUpdate = now;
        _request = new ConnectRequest(hello);
        _state = State.Failed;
        if (HostName.Resolve(host) is { } address && TryOpen(address.AddressFamily))
        {
            _server = new IPEndPoint(address, port);
            _state = State.Connecting;
            _peer = _socket.Connect(_server, _request.Bytes);
        }
    }

    /// <inheritdoc/>
    public void Poll(double now, IClientTransportEvents events)
    {
        if (_state == State.Failed)
        {
            _state = State.Closed;
            events.OnClosed(default, refused: false);
        }

        if (!_socket.IsRunning)
        {
            return;
        }

        _events = events;
        try
        {
            Receive();
            AnswerChallenge();
            Update(now);
        }
        finally
        {
            _events = null;
        }

        _socket.RethrowFault();
    }

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> datagram, double now)
    {
        if (datagram.Length > ClientTransportLimits.PayloadBytesMax)
        {
            throw new ArgumentException($"A datagram carries at most {ClientTransportLimits.PayloadBytesMax} bytes, not {datagram.Length}.", nameof(datagram));
        }

        SendNow(datagram, DeliveryMethod.Unreliable);
    }

    /// <inheritdoc/>
    public void SendReliable(ReadOnlySpan<byte> message, double now)
    {
        if (message.Length is 0 or > ClientTransportLimits.ReliableBytesMax)
        {
            throw new ArgumentException($"A reliable message has 1 to {ClientTransportLimits.ReliableBytesMax} bytes, not {message.Length}.", nameof(message));
        }

        SendNow(message, DeliveryMethod.ReliableOrdered);
    }

    /// <inheritdoc/>
    public void Close(double now)
    {
        // Forgotten before the library speaks of it, so that its event finds nobody.
        var peer = _peer;
        _peer = null;
        _state = State.Closed;
        peer?.Disconnect();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state = State.Closed;
        _peer = null;
        _socket.Stop(sendDisconnectMessages: true);
    }

    void ILiteNetEventListener.OnPeerConnected(LiteNetPeer peer)
    {
        if (peer == _peer)
        {
            _state = State.Connected;
            _events!.OnConnected();
        }
    }

    void ILiteNetEventListener.OnPeerDisconnected(LiteNetPeer peer, DisconnectInfo disconnectInfo)
    {
        if (peer != _peer)
        {
            return;
        }

        var answer = disconnectInfo.AdditionalData is { IsNull: false } data ? data.GetRemainingBytesSpan() : default;
        var refused = disconnectInfo.Reason == DisconnectReason.ConnectionRejected;
        if (refused && _request!.TryTakeCookie(answer))
        {
            // Asked again after the poll: the library is still busy with the peer that this replaces.
            _cookieArrived = true;
            return;
        }

        _peer = null;
        var goodbye = refused ? ConnectRequest.Goodbye(answer) : answer;
        _state = State.Closed;
        _events!.OnClosed(goodbye, refused);
    }

    void ILiteNetEventListener.OnNetworkReceive(LiteNetPeer peer, NetPacketReader reader, DeliveryMethod deliveryMethod)
    {
        if (peer != _peer)
        {
            return;
        }

        if (deliveryMethod == DeliveryMethod.Unreliable)
        {
            _events!.OnDatagram(reader.GetRemainingBytesSpan());
        }
        else
        {
            _events!.OnReliable(reader.GetRemainingBytesSpan());
        }
    }

    void ILiteNetEventListener.OnConnectionRequest(LiteConnectionRequest request) => request.RejectForce();

    private bool TryOpen(AddressFamily family)
    {
        // The library polls each socket that it has, and nobody needs the other one.
        var v6 = family == AddressFamily.InterNetworkV6;
        _socket.Stop(sendDisconnectMessages: true);
        _socket.IPv6Enabled = v6;
        _socket.MaxPacketPerManualReceive = v6 ? _options.PollBudget : 1;
        if (!_socket.StartInManualMode(IPAddress.Any, IPAddress.IPv6Any, 0))
        {
            return false;
        }

        _socket.BoundBuffers(_options.SocketBufferBytes);
        return true;
    }

    private void Receive()
    {
        if (_socket.IPv6Enabled)
        {
            _socket.PollEvents();
            return;
        }

        // Looking first costs one system call when nothing waits; the library's own loop costs two.
        for (var left = _options.PollBudget; left > 0 && _socket.HasWaitingV4; left--)
        {
            _socket.PollEvents();
        }
    }

    private void AnswerChallenge()
    {
        if (_cookieArrived && _state == State.Connecting)
        {
            _peer = _socket.Connect(_server!, _request!.Bytes);
        }

        _cookieArrived = false;
    }

    private void SendNow(ReadOnlySpan<byte> bytes, DeliveryMethod method)
    {
        if (_state == State.Connected && _peer is { } peer)
        {
            // Left to the next poll it would wait a frame.
            peer.Send(bytes, method);
            _socket.ManualUpdate(0);
        }
    }

    private void Update(double now)
    {
        var elapsed = now - _lastUpdate;
        _lastUpdate = now;

        // After a pause of the game the server's datagrams still waited in the socket: it is not to be timed out for it.
        _socket.ManualUpdate((float)(Math.Max(0, Math.Min(elapsed, UpdateSecondsMax)) * 1000));
    }
}
