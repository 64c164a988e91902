using GameServer.Protocol.Control;

namespace GameServer.Fleet;

/// <summary>A room as its allocator knows it, from the request until some time after its end. Immutable but for the end, which is set once.</summary>
internal sealed class FleetRoom
{
    private volatile RoomEnd? end;

    public required string Id { get; init; }

    public required uint Epoch { get; init; }

    public required ShardPlace Place { get; init; }

    public required AllocationRequest Request { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Predicted cost, as its shard's account counts it.</summary>
    public required double Cost { get; init; }

    /// <summary>How it ended; null while it lives.</summary>
    public RoomEnd? End
    {
        get => end;
        set => end = value;
    }
}

/// <summary>The end of a room.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">What its players were told.</param>
/// <param name="Result">What the game ended it with, or why it was closed.</param>
internal sealed record RoomEnd(DateTimeOffset At, GoodbyeReason Reason, string Result);
