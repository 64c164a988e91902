namespace GameServer.Transport;

/// <summary>
/// Totals since the start, one instance per transport. Written by the shard's thread; another thread reads a copy that the shard
/// publishes. Never reset.
/// </summary>
public sealed class TransportCounters
{
    private readonly long[] refused = new long[Enum.GetValues<RefusalReason>().Length];

    public long DatagramsReceived { get; internal set; }

    /// <summary>UDP payload, like every size here.</summary>
    public long BytesReceived { get; internal set; }

    public long DatagramsSent { get; internal set; }

    public long BytesSent { get; internal set; }

    /// <summary>Datagrams handed to the socket that it did not take.</summary>
    public long SendErrors { get; internal set; }

    /// <summary>System calls of the batched path that took only part of a batch, whose rest was then handed over again.</summary>
    public long ShortSends { get; internal set; }

    /// <summary>System calls for receiving and sending; the portable path's are reckoned from what the library is known to do.</summary>
    public long SystemCalls { get; internal set; }

    /// <summary>Sends to a connection that had ended.</summary>
    public long SendsToClosed { get; internal set; }

    /// <summary>Reliable messages not queued because the connection's queue was at its bound.</summary>
    public long ReliableQueueFull { get; internal set; }

    /// <summary>Drains that stopped at the receive budget: there may be more in the socket.</summary>
    public long ReceiveLeftovers { get; internal set; }

    /// <summary>Datagrams the kernel dropped before us because the socket's buffer was full. Linux only; 0 elsewhere.</summary>
    public long KernelDrops { get; internal set; }

    /// <summary>Cookies handed to addresses that had none.</summary>
    public long Challenges { get; internal set; }

    /// <summary>Connect requests left unanswered because the second had had its share of cookies.</summary>
    public long ChallengesShed { get; internal set; }

    public long ConnectionsAccepted { get; internal set; }

    /// <summary>Proven requests that the layer above refused.</summary>
    public long ConnectionsRefused { get; internal set; }

    public long RefusedTotal { get; private set; }

    public long Refused(RefusalReason reason) => refused[(int)reason];

    internal void CopyTo(TransportCounters other)
    {
        refused.CopyTo(other.refused, 0);
        other.DatagramsReceived = DatagramsReceived;
        other.BytesReceived = BytesReceived;
        other.DatagramsSent = DatagramsSent;
        other.BytesSent = BytesSent;
        other.SendErrors = SendErrors;
        other.ShortSends = ShortSends;
        other.SystemCalls = SystemCalls;
        other.SendsToClosed = SendsToClosed;
        other.ReliableQueueFull = ReliableQueueFull;
        other.ReceiveLeftovers = ReceiveLeftovers;
        other.KernelDrops = KernelDrops;
        other.Challenges = Challenges;
        other.ChallengesShed = ChallengesShed;
        other.ConnectionsAccepted = ConnectionsAccepted;
        other.ConnectionsRefused = ConnectionsRefused;
        other.RefusedTotal = RefusedTotal;
    }

    internal void Refuse(RefusalReason reason)
    {
        refused[(int)reason]++;
        RefusedTotal++;
    }
}
