using GameServer.Rooms;

namespace GameServer.Shards;

/// <summary>One taken seat in a report: who sits there and how the player is served. Totals count since the player took it.</summary>
internal readonly record struct SeatLine
{
    public required string Room { get; init; }

    public required int Seat { get; init; }

    public required string Player { get; init; }

    public required string PlayerId { get; init; }

    public required bool IsConnected { get; init; }

    /// <summary>Age of the newest state that the client acknowledged, as the ack came; NaN before the first ack.</summary>
    public required double AckAgeMs { get; init; }

    public required int InputsBuffered { get; init; }

    public required SeatCounters Inputs { get; init; }

    public required long Desyncs { get; init; }

    public required long WholeEntities { get; init; }

    /// <summary>What the seat may be sent, and of that what arrived last, in bytes per second with the headers of every layer.</summary>
    public required double RateBytesPerSecond { get; init; }

    public required double DeliveredBytesPerSecond { get; init; }

    /// <summary>How long what is sent waits in the path's queues.</summary>
    public required double QueueMs { get; init; }

    /// <summary>Whether the path takes less than the room would send.</summary>
    public required bool IsLimited { get; init; }

    public required long RateCuts { get; init; }

    /// <summary>The shard's thread.</summary>
    public static SeatLine Of(RoomHost room, SeatHost seat, string playerId) => new()
    {
        Room = room.Name,
        Seat = seat.Seat.Id.Index,
        Player = seat.Seat.PlayerName,
        PlayerId = playerId,
        IsConnected = seat.Seat.IsConnected,
        AckAgeMs = seat.AckAgeMs,
        InputsBuffered = seat.Seat.Inputs.Depth,
        Inputs = seat.Counters,
        Desyncs = seat.Replication.Acks.Counters.Desyncs,
        WholeEntities = seat.Replication.Acks.Counters.WholeRecords,
        RateBytesPerSecond = seat.Replication.Rate.BytesPerSecond,
        DeliveredBytesPerSecond = seat.Replication.Rate.DeliveryRate,
        QueueMs = seat.Replication.Rate.QueueSeconds * 1000,
        IsLimited = seat.Replication.Rate.IsLimited,
        RateCuts = seat.Replication.Acks.Counters.RateCuts,
    };
}
