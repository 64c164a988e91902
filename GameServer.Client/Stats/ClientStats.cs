namespace GameServer.Client.Stats;

/// <summary>How a client fares; totals since it was made. Written and read on the client's thread.</summary>
public sealed class ClientStats
{
    /// <summary>Snapshot datagrams that came in.</summary>
    public long DatagramsReceived { get; internal set; }

    /// <summary>Their bytes, UDP payload without the transport's header.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Answers to what the server asked about the state held; a healthy client gives none.</summary>
    public long Answers { get; internal set; }

    /// <summary>Input datagrams and answers that went out.</summary>
    public long DatagramsSent { get; internal set; }

    /// <summary>Their bytes, UDP payload without the transport's header.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>Snapshot datagrams applied.</summary>
    public long Applied { get; internal set; }

    /// <summary>Datagrams applied before.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Datagrams too old to be of use.</summary>
    public long TooOld { get; internal set; }

    /// <summary>Datagrams refused because they named a baseline that is not held.</summary>
    public long MissingBaselines { get; internal set; }

    /// <summary>Datagrams that could not be read.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Entity states that were news: (tick, entity) pairs held after a datagram and not before.</summary>
    public long EntityUpdates { get; internal set; }

    /// <summary>Server states of the own avatar that were compared with the prediction for their tick.</summary>
    public long PredictionsChecked { get; internal set; }

    /// <summary>Comparisons that differed in at least one bit and were corrected.</summary>
    public long Corrections { get; internal set; }

    /// <summary>Ticks predicted again because of corrections.</summary>
    public long TicksReplayed { get; internal set; }

    /// <summary>Times that a lost connection was taken up again.</summary>
    public long Reconnects { get; internal set; }
}
