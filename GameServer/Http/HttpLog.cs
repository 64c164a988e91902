using Microsoft.Extensions.Logging;

namespace GameServer.Http;

/// <summary>What the HTTP side tells the log.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(61, LogLevel.Information, "HTTP at {Url}: operations page, API under /v1, its description at /docs, figures at /metrics.")]
    public static partial void Listening(ILogger logger, string url);

    [LoggerMessage(62, LogLevel.Warning, "Nobody holds an API key, so HTTP listens on this machine only; configure Keys to open it.")]
    public static partial void LoopbackOnly(ILogger logger);

    [LoggerMessage(63, LogLevel.Error, "A request failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(64, LogLevel.Warning, "{Caller} asked to drain: no new rooms, matches end within {Seconds} s.")]
    public static partial void Drained(ILogger logger, string caller, double seconds);

    [LoggerMessage(65, LogLevel.Warning, "{Caller} took the drain back: new rooms are taken again.")]
    public static partial void Undrained(ILogger logger, string caller);
}
