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

    /// <summary>Input datagrams that went out a second time, since the wait that the player allows is too short for the network's losses.</summary>
    public long InputsRepeated { get; internal set; }

    /// <summary>Input datagrams, those that went out again and answers.</summary>
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

    /// <summary>Corrections whose replay was longer than 64 ticks and was cut to that; then the client is more than that ahead of the server's word.</summary>
    public long ReplaysCut { get; internal set; }

    /// <summary>The last fields that were predicted wrongly, oldest first; at most 64.</summary>
    public IReadOnlyCollection<Misprediction> Mispredictions => MispredictionLog.Last;

    /// <summary>How often each field was predicted wrongly; fields that never were are not in it.</summary>
    public IReadOnlyDictionary<string, long> MispredictionsByField => MispredictionLog.Counts;

    /// <summary>The wait at the server that 2 % of this client's inputs stay below, in ms; below 0 they come late.</summary>
    public double InputWaitMs { get; internal set; }

    /// <summary>Where the clock holds <see cref="InputWaitMs"/>, in ms; follows the jitter.</summary>
    public double InputWaitTargetMs { get; internal set; }

    /// <summary>By how much the clock of the inputs ran fast in the last frame, as a share: -0.05 to 0.25.</summary>
    public double ClockTrimRate { get; internal set; }

    /// <summary>How often that clock was set anew instead of being trimmed, the first setting included.</summary>
    public long ClockJumps { get; internal set; }

    /// <summary>Ticks for which inputs waited at the server when it wrote the newest snapshot; below 0 they come late.</summary>
    public int InputBufferTicks { get; internal set; }

    /// <summary>Snapshots that told that their tick went without its input: it was repeated, or neutral.</summary>
    public long InputsMissed { get; internal set; }

    /// <summary>Snapshots that told that an input came after its tick.</summary>
    public long InputsLate { get; internal set; }

    /// <summary>Times that a lost connection was taken up again.</summary>
    public long Reconnects { get; internal set; }

    internal MispredictionLog MispredictionLog { get; } = new();
}
