namespace GameServer.Shards;

/// <summary>How a shard spends its time.</summary>
internal sealed record ShardSettings
{
    /// <summary>Parts of a tick period that rooms are spread over; the socket is drained in each.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>Ticks that a late room may make up at once; what is missed beyond is skipped and counted.</summary>
    public int CatchUpTicksMax { get; init; } = 4;
}
