namespace GameServer.Benchmarks.Noise;

/// <summary>What a bad room or its client does.</summary>
internal enum NoiseKind
{
    /// <summary>Nothing: one more good room, to tell what a room costs from what a bad one does.</summary>
    Calm,

    /// <summary>Its code throws. A new one is made each second, as by a matchmaker that does not give up.</summary>
    Throws,

    /// <summary>Its code loops and does not come back.</summary>
    Loops,

    /// <summary>Its code makes 1 GB of garbage a second.</summary>
    Allocates,

    /// <summary>One of its clients sends 10,000 input datagrams a second.</summary>
    Flooded,

    /// <summary>One of its clients goes on sending and never reads again.</summary>
    Deaf,
}
