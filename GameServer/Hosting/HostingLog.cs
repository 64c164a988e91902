using Microsoft.Extensions.Logging;

namespace GameServer.Hosting;

/// <summary>What the operator reads when the server starts and stops.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Information, "ready {Milliseconds:F0} ms after the process began: {Shards} shard(s) on UDP port(s) {Ports} at {Address}; {Tick} ticks/s, {Snapshot} snapshots/s, {Seats} seats a room")]
    public static partial void Ready(ILogger logger, double milliseconds, int shards, ServerPorts ports, ListenAddress address, int tick, int snapshot, int seats);

    [LoggerMessage(2, LogLevel.Information, "Draining: {Rooms} room(s) have {Seconds} s to end.")]
    public static partial void Draining(ILogger logger, int rooms, double seconds);

    [LoggerMessage(4, LogLevel.Error, "Not every room was told of the end: {Reason}")]
    public static partial void NotDrained(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "OPEN SERVER: anybody who reaches {Address} joins any room without a token. For development only.")]
    public static partial void Open(ILogger logger, ListenAddress address);

    [LoggerMessage(5, LogLevel.Information, "Stopping: every player is told.")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(6, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(7, LogLevel.Error, "Shard {Shard} did not stop within {Seconds} s.")]
    public static partial void DidNotStop(ILogger logger, int shard, double seconds);

    [LoggerMessage(8, LogLevel.Warning, "Shard {Shard} did not answer a request for its numbers.")]
    public static partial void NoReport(ILogger logger, int shard);
}
