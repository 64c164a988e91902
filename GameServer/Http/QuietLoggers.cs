using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Http;

/// <summary>
/// Keeps from the log what the web server says of single connections and requests: whoever reaches the port could cause such lines
/// without end. They are counted instead. Its warnings about itself pass. Any thread.
/// </summary>
internal sealed class QuietLoggers(ILoggerFactory inner) : ILoggerFactory
{
    // The category without a last part is the server itself; those below it are connections, bad requests and the transport.
    private const string PerConnection = "Microsoft.AspNetCore.Server.Kestrel.";
    private const string WebServer = "Microsoft.AspNetCore.";

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(PerConnection, StringComparison.Ordinal) ? NullLogger.Instance
        : categoryName.StartsWith(WebServer, StringComparison.Ordinal) ? new FromWarning(inner.CreateLogger(categoryName))
        : inner.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // The factory inside belongs to the host around.
    }

    private sealed class FromWarning(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
