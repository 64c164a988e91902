namespace GameServer.Shards;

/// <summary>How a shard spends its time.</summary>
internal sealed record ShardSettings
{
    /// <summary>Parts of a tick period that rooms are spread over; the socket is drained in each.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>Ticks that a late room may make up at once; what is missed beyond is skipped and counted.</summary>
    public int CatchUpTicksMax { get; init; } = 4;

    /// <summary>The share of its time from which on a shard sheds work; above it a burst no longer fits between two ticks.</summary>
    public double LoadMax { get; init; } = 0.85;

    /// <summary>The share that shedding aims at, and that giving back does not exceed.</summary>
    public double LoadWanted { get; init; } = 0.75;

    /// <summary>The share below which something may be given back.</summary>
    public double LoadToRestore { get; init; } = 0.65;
}
