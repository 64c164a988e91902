namespace GameServer.Replication;

/// <summary>What an ack says about the state that its client holds.</summary>
internal enum AckVerdict
{
    /// <summary>It is refused, of an earlier life, or a newer one came before it.</summary>
    OfNoUse,

    /// <summary>It is the newest, but there was no hash, or something is not known for certain.</summary>
    NotCompared,

    /// <summary>The client holds what it acknowledged.</summary>
    Agrees,

    /// <summary>It does not.</summary>
    Differs,
}
