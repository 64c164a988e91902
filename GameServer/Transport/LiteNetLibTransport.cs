using System.Net;
using System.Security.Cryptography;
using GameServer.Protocol.Datagrams;
using GameServer.Sockets;
using LiteNetLib;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Transport;

/// <summary>
/// The portable transport: one UDP port through LiteNetLib in manual mode, no threads. Owned by one shard's thread. Never
/// answers an unknown datagram, never keeps anything for an unproven address.
/// </summary>
public sealed class LiteNetLibTransport : IServerTransport, ILiteNetEventListener
{
    private const int FragmentsMax = 32;

    // Datagrams between two looks at the clock, some 0.1 ms.
    private const int ReceiveRound = 64;
    private const float UpdateMillisecondsMax = 1000;

    // Everything the library counts as a peer, those that linger after their end included.
    private const ConnectionState AnyState = ConnectionState.Any | ConnectionState.Disconnected;

    private readonly LiteNetLibOptions options;
    private readonly TimeProvider time;
    private readonly InboundFilter filter;
    private readonly ServerSocket socket;
    private readonly ConnectionTable connections;
    private readonly Queue<(ConnectionSlot Slot, CloseCause Cause)> unreported;
    private ITransportEvents? reportingTo;
    private long lastFlush;
    private long lastKernelLook;
    private IDatagramPath path = null!;

    /// <summary>Opens the port. Throws <see cref="TransportStartException"/> when the options make no sense or the port cannot be opened.</summary>
    public LiteNetLibTransport(LiteNetLibOptions options, TimeProvider time, ILogger<LiteNetLibTransport>? logger = null)
    {
        options.Validate();
        (this.options, this.time) = (options, time);
        connections = new ConnectionTable(options.ConnectionsMax);
        unreported = new Queue<(ConnectionSlot, CloseCause)>(options.ConnectionsMax);
        var cookie = new AddressCookie(time, options.CookieLife, RandomNumberGenerator.GetBytes(AddressCookie.SecretBytes));
        filter = new InboundFilter(cookie, Counters, options.ChallengesPerSecondMax, DatagramLimits.DatagramBytesMax) { Answer = (answer, to) => path.SendPast(answer, to) };
        socket = new ServerSocket(this, filter)
        {
            AutoRecycle = true,
            MtuOverride = DatagramLimits.DatagramBytesMax,
            MaxFragmentsCount = FragmentsMax,
            MaxPacketPerManualReceive = ReceiveRound,
            // In flight at once: a datagram queued, its copy through the layer, one received, one kept for resending.
            PacketPoolSize = Math.Max(1000, 4 * options.ConnectionsMax),
            DisconnectTimeout = (int)options.DisconnectTimeout.TotalMilliseconds,
            IPv6Enabled = options.AddressV6 is not null,
            EnableStatistics = true,
        };

        ILogger log = logger ?? NullLogger<LiteNetLibTransport>.Instance;
        NetDebug.Logger = new LibraryLog(log);
        Start(log);
        lastFlush = time.GetTimestamp();
        lastKernelLook = lastFlush;
    }

    public int Port => socket.LocalPort;

    public TransportCounters Counters { get; } = new();

    public bool HasGoodbyesUnderway => socket.GetPeersCount(ConnectionState.ShutdownRequested) > 0;

    /// <summary>How datagrams travel; never <see cref="TransportPath.Auto"/>.</summary>
    public TransportPath Path => path.Kind;

    /// <summary>What the kernel granted, in bytes.</summary>
    public int ReceiveBufferBytes { get; private set; }

    /// <inheritdoc cref="ReceiveBufferBytes"/>
    public int SendBufferBytes { get; private set; }

    // Those that ended linger for the disconnect timeout; churn must not grow the table without end.
    private int PeersHeldMax => 2 * options.ConnectionsMax + 16;

    /// <summary>Peers the library holds, those that ended within the disconnect timeout included.</summary>
    internal int PeersHeld => socket.GetPeersCount(AnyState);

    /// <summary>Packets resting in the library's pool; a falling number means a leak.</summary>
    internal int PacketsPooled => socket.PoolCount;

    public void Receive(ITransportEvents events)
    {
        if (reportingTo is not null)
        {
            throw new InvalidOperationException("Receive was called from one of its own callbacks.");
        }

        filter.BeginDrain(time.GetElapsedTime(0));
        reportingTo = events;
        try
        {
            ReportClosed(events);
            Drain();
            ReportClosed(events);
        }
        finally
        {
            reportingTo = null;
        }

        socket.RethrowFault();
    }

    public void Send(ConnectionId to, ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > ServerTransportLimits.PayloadBytesMax)
        {
            throw new ArgumentException($"A datagram carries at most {ServerTransportLimits.PayloadBytesMax} bytes, not {datagram.Length}.", nameof(datagram));
        }

        if (connections.Find(to) is { } slot)
        {
            path.Send(slot, datagram);
        }
        else
        {
            Counters.SendsToClosed++;
        }
    }

    public bool TrySendReliable(ConnectionId to, ReadOnlySpan<byte> message)
    {
        if (message.Length is 0 or > ServerTransportLimits.ReliableBytesMax)
        {
            throw new ArgumentException($"A reliable message has 1 to {ServerTransportLimits.ReliableBytesMax} bytes, not {message.Length}.", nameof(message));
        }

        if (connections.Find(to)?.Peer is not { } peer)
        {
            Counters.SendsToClosed++;
            return false;
        }

        if (peer.GetPacketsCountInReliableQueue(ordered: true) >= options.ReliableQueueMax)
        {
            Counters.ReliableQueueFull++;
            return false;
        }

        peer.Send(message, DeliveryMethod.ReliableOrdered);
        return true;
    }

    public void Close(ConnectionId connection, ReadOnlySpan<byte> goodbye)
    {
        if (goodbye.Length > ServerTransportLimits.GoodbyeBytesMax)
        {
            throw new ArgumentException($"A goodbye has at most {ServerTransportLimits.GoodbyeBytesMax} bytes, not {goodbye.Length}.", nameof(goodbye));
        }

        if (connections.Find(connection) is { Peer: { } peer } slot)
        {
            // Ended before the library speaks of it, so that its event finds nobody.
            connections.End(slot);
            unreported.Enqueue((slot, CloseCause.Local));
            peer.Disconnect(goodbye);
        }
    }

    public void Flush()
    {
        var now = time.GetTimestamp();
        var elapsed = (float)time.GetElapsedTime(lastFlush, now).TotalMilliseconds;
        lastFlush = now;

        // After a pause of the whole process the peers' datagrams still wait in the socket: they are not to be timed out for it.
        path.Flush(Math.Clamp(elapsed, 0, UpdateMillisecondsMax));
        socket.RethrowFault();
        Counters.SendErrors = path.SendErrors;
        path.Report(Counters);
        if (time.GetElapsedTime(lastKernelLook, now) >= TimeSpan.FromSeconds(1))
        {
            lastKernelLook = now;
            LookAtKernel();
        }
    }

    internal void LookAtKernel() => Counters.KernelDrops = Math.Max(Counters.KernelDrops, socket.KernelDrops);

    public void Dispose()
    {
        path.Dispose();
        path = new PortablePath(socket, filter, Counters); // A late call must not reach memory that is gone.
        socket.Stop(sendDisconnectMessages: true);
    }

    void ILiteNetEventListener.OnConnectionRequest(LiteConnectionRequest request)
    {
        if (connections.IsFull || PeersHeld >= PeersHeldMax)
        {
            Counters.Refuse(RefusalReason.TableFull);
            filter.ExpectConfirmation();
            request.RejectForce([ConnectRequestReader.RefusalTag]);
            return;
        }

        Span<byte> answer = stackalloc byte[1 + ServerTransportLimits.GoodbyeBytesMax];
        answer[0] = ConnectRequestReader.RefusalTag;
        var hello = ConnectRequestReader.Hello(request.Data.GetRemainingBytesSpan(), out var goodbyeBytesMax);
        var refusal = answer.Slice(1, Math.Min(goodbyeBytesMax, ServerTransportLimits.GoodbyeBytesMax));
        if (!reportingTo!.OnConnectRequest(hello, request.RemoteEndPoint, refusal, out var refusalLength, out var ticket))
        {
            Counters.ConnectionsRefused++;
            filter.ExpectConfirmation();
            request.RejectForce(answer[..(1 + refusalLength)]);
            return;
        }

        Counters.ConnectionsAccepted++;
        var slot = connections.Rent(request.Accept());
        reportingTo.OnConnected(slot.Id, ticket);
    }

    // Accept returns the peer, so this says nothing new.
    void ILiteNetEventListener.OnPeerConnected(LiteNetPeer peer)
    {
    }

    void ILiteNetEventListener.OnPeerDisconnected(LiteNetPeer peer, DisconnectInfo disconnectInfo)
    {
        if (peer.Tag is not ConnectionSlot slot)
        {
            return;
        }

        connections.End(slot);
        var cause = disconnectInfo.Reason switch
        {
            DisconnectReason.RemoteConnectionClose or DisconnectReason.Reconnect => CloseCause.Remote,
            DisconnectReason.Timeout => CloseCause.Timeout,
            _ => CloseCause.Error,
        };
        if (reportingTo is null)
        {
            unreported.Enqueue((slot, cause));
        }
        else
        {
            ReportClosed(reportingTo, slot, cause);
        }
    }

    void ILiteNetEventListener.OnNetworkReceive(LiteNetPeer peer, NetPacketReader reader, DeliveryMethod deliveryMethod)
    {
        if (peer.Tag is not ConnectionSlot slot)
        {
            return;
        }

        if (deliveryMethod == DeliveryMethod.Unreliable)
        {
            reportingTo!.OnDatagram(slot.Id, reader.GetRemainingBytesSpan());
        }
        else
        {
            reportingTo!.OnReliable(slot.Id, reader.GetRemainingBytesSpan());
        }
    }

    // A flood ends at the time limit, whatever a datagram costs on this machine.
    private void Drain()
    {
        var begun = time.GetTimestamp();
        for (var left = options.ReceiveBudget; left > 0; left -= ReceiveRound)
        {
            if (!path.Receive(reportingTo!, Math.Min(left, ReceiveRound)))
            {
                return;
            }

            if (time.GetElapsedTime(begun) >= options.ReceiveTimeMax)
            {
                break;
            }
        }

        Counters.ReceiveLeftovers += socket.HasWaiting ? 1 : 0;
    }

    private void ReportClosed(ITransportEvents events)
    {
        while (unreported.TryDequeue(out var closed))
        {
            ReportClosed(events, closed.Slot, closed.Cause);
        }
    }

    private void ReportClosed(ITransportEvents events, ConnectionSlot slot, CloseCause cause)
    {
        var id = slot.Id;
        connections.Release(slot);
        events.OnClosed(id, cause);
    }

    private void Start(ILogger log)
    {
        if (!socket.StartInManualMode(options.AddressV4, options.AddressV6 ?? IPAddress.IPv6Any, options.Port))
        {
            socket.CloseUnstarted();
            throw new TransportStartException($"UDP port {options.Port} cannot be opened: {BindProblem.Of(options.AddressV4, options.Port)}.");
        }

        // The library goes on without an IPv6 socket that it cannot bind. Right for "any" on a machine without IPv6, not for an address that was named.
        if (options.AddressV6 is { } v6 && !socket.HasV6 && !v6.Equals(IPAddress.IPv6Any) && !v6.Equals(IPAddress.IPv6Loopback))
        {
            var port = Port;
            socket.Stop(sendDisconnectMessages: false);
            throw new TransportStartException($"UDP port {port} cannot be opened: {BindProblem.Of(v6, port)}.");
        }

        (ReceiveBufferBytes, SendBufferBytes) = socket.Prepare(options.ReceiveBufferBytes, options.SendBufferBytes);
        path = OpenPath();
        LogStart(log);
    }

    /// <summary>Says how the port was opened, and what of it falls short of what was asked.</summary>
    internal void LogStart(ILogger log)
    {
        TransportLog.Started(log, Port, socket.HasV6, Path, ReceiveBufferBytes, SendBufferBytes);
        if (ReceiveBufferBytes < options.ReceiveBufferBytes)
        {
            TransportLog.ReceiveBufferShort(log, ReceiveBufferBytes, options.ReceiveBufferBytes);
        }

        if (SendBufferBytes < options.SendBufferBytes)
        {
            TransportLog.SendBufferShort(log, SendBufferBytes, options.SendBufferBytes);
        }
    }

    private IDatagramPath OpenPath()
    {
        if (options.Path != TransportPath.Portable && BatchedPath.TryOpen(socket, filter, connections, Counters) is { } batched)
        {
            return batched;
        }

        if (options.Path == TransportPath.Batched)
        {
            socket.Stop(sendDisconnectMessages: false);
            throw new TransportStartException("Datagrams cannot be batched here: it takes Linux on x64 or arm64, and leave to call sendmmsg and recvmmsg.");
        }

        return new PortablePath(socket, filter, Counters);
    }
}
