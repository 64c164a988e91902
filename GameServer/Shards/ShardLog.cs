using Microsoft.Extensions.Logging;

namespace GameServer.Shards;

/// <summary>What a shard tells the log.</summary>
internal static partial class ShardLog
{
    [LoggerMessage(EventId = 21, Level = LogLevel.Error, Message = "Room {Room} failed at tick {Tick} and was closed; others go on.")]
    public static partial void RoomFailed(ILogger logger, string room, uint tick, Exception exception);

    [LoggerMessage(EventId = 22, Level = LogLevel.Information, Message = "Room {Room} ended at tick {Tick}: {Result}.")]
    public static partial void RoomEnded(ILogger logger, string room, uint tick, string result);

    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "Shard {Shard} listens on UDP port {Port}.")]
    public static partial void Listening(ILogger logger, int shard, int port);

    [LoggerMessage(EventId = 24, Level = LogLevel.Critical, Message = "Shard {Shard} failed; the server stops.")]
    public static partial void ShardFailed(ILogger logger, int shard, Exception exception);

    [LoggerMessage(EventId = 31, Level = LogLevel.Information, Message = "Shard {Shard} runs on any processor: the system does not let it keep to one, or has not as many.")]
    public static partial void NotPinned(ILogger logger, int shard);

    [LoggerMessage(EventId = 26, Level = LogLevel.Warning, Message = "Shard {Shard} has been in the code of one room for {Milliseconds} ms; the others on it wait.")]
    public static partial void RoomSuspected(ILogger logger, int shard, int milliseconds);

    [LoggerMessage(EventId = 27, Level = LogLevel.Error, Message = "Room {Room} hangs and is given up; shard {Shard} goes on. The thread that is in its code is stuck for good and runs on as any other does.")]
    public static partial void RoomHangs(ILogger logger, string room, int shard);

    [LoggerMessage(EventId = 28, Level = LogLevel.Warning, Message = "The code of a room that shard {Shard} had given up came back; its thread ends.")]
    public static partial void CameBack(ILogger logger, int shard);

    [LoggerMessage(EventId = 35, Level = LogLevel.Warning, Message = "Room {Room} has been in its code for {Milliseconds} ms: shard {Shard} goes on without it until it is back, on another thread.")]
    public static partial void RoomSetAside(ILogger logger, string room, int shard, int milliseconds);

    [LoggerMessage(EventId = 33, Level = LogLevel.Critical, Message = "A room that is being made hangs and holds up shard {Shard}: the server stops.")]
    public static partial void HangsForAll(ILogger logger, int shard);

    [LoggerMessage(EventId = 29, Level = LogLevel.Critical, Message = "Shard {Shard} has lost {Threads} threads to rooms that hang; the server stops.")]
    public static partial void TooManyHang(ILogger logger, int shard, int threads);

    [LoggerMessage(EventId = 30, Level = LogLevel.Information, Message = "Shard {Shard} ticks before others, but not in real time: the system does not let it (CAP_SYS_NICE, or a limit of real-time priorities of 10).")]
    public static partial void NotRealTime(ILogger logger, int shard);

    [LoggerMessage(EventId = 25, Level = LogLevel.Information, Message = "Shard {Shard} ticks at ordinary priority: the system does not let it have more (CAP_SYS_NICE, or a nice limit of -10).")]
    public static partial void NotRaised(ILogger logger, int shard);

    [LoggerMessage(EventId = 34, Level = LogLevel.Warning, Message = "Room {Room}: {Count} rows were held other than told, the last by seat {Seat} at tick {Tick}: {Kind} {Slot}.{Generation} {Field} is {Told}, held {Held}.")]
    public static partial void Held(ILogger logger, string room, long count, int seat, uint tick, string kind, int slot, int generation, string field, int told, int held);
}
