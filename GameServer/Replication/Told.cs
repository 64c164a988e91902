namespace GameServer.Replication;

/// <summary>What one datagram told of some slots of which something is known.</summary>
internal enum Told
{
    /// <summary>It left them out.</summary>
    Nothing,

    /// <summary>All of them, as present.</summary>
    Present,

    /// <summary>All of them, as gone.</summary>
    Gone,

    /// <summary>Of some, or of some otherwise, or of others that nothing was known of.</summary>
    Mixed,
}
