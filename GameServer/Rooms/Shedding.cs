namespace GameServer.Rooms;

/// <summary>
/// What a room's players go without while its shard has not the time for all of it: each step on top of those before it.
/// </summary>
internal enum Shedding
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every other snapshot of what is far.</summary>
    FarThings,

    /// <summary>Every other snapshot.</summary>
    Snapshots,

    /// <summary>New players.</summary>
    Joins,

    /// <summary>Time: the room goes more slowly, by a factor that its players are told.</summary>
    Tempo,
}
