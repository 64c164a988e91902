namespace GameServer.Client.Held;

/// <summary>What became of a snapshot datagram.</summary>
internal enum ApplyResult
{
    /// <summary>It was applied and is acknowledged.</summary>
    Applied,

    /// <summary>It was applied before.</summary>
    Duplicate,

    /// <summary>It is older than the ack window, the history or this connection.</summary>
    TooOld,

    /// <summary>It names a baseline that is not held. Nothing of it was applied and it is never acknowledged (rule 2).</summary>
    MissingBaseline,

    /// <summary>It is no snapshot datagram of this schema.</summary>
    Malformed,
}
