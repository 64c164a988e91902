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
}
