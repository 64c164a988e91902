using GameServer.Protocol.Snapshots;

namespace GameServer.Client.Sessions;

/// <summary>What a client may be told beside its game.</summary>
public sealed record ClientOptions
{
    /// <summary>For how many seconds a lost connection is taken up again; the server keeps a seat for 30.</summary>
    public double ReconnectSeconds { get; init; } = 30;

    /// <summary>Seconds before an attempt. Most connections that break off can be taken up at once, and an attempt in vain takes long by itself.</summary>
    public double ReconnectPauseSeconds { get; init; } = 0.25;

    /// <summary>
    /// The longest time that this client's inputs are made to wait at the server, at the median, in ms: 20 to 254. On a network
    /// whose losses ask for more, each input datagram is sent twice, and what is lost all the same misses its tick. At 254 nothing is sent twice.
    /// </summary>
    public double InputWaitMsMax { get; init; } = 254;

    /// <summary>
    /// False makes a load generator that acknowledges snapshots without decoding them: cheap, sees nothing, checks nothing.
    /// </summary>
    public bool DecodesSnapshots { get; init; } = true;

    /// <summary>Codecs of the game that the clients of one process share; null makes this client its own.</summary>
    public EntityCodecs? Codecs { get; init; }

    /// <summary>For tests that show what each rule is for.</summary>
    internal ExactnessRules Rules { get; init; } = ExactnessRules.All;
}
