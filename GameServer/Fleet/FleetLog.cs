using Microsoft.Extensions.Logging;

namespace GameServer.Fleet;

/// <summary>What the log says of rooms on their way.</summary>
internal static partial class FleetLog
{
    [LoggerMessage(EventId = 60, Level = LogLevel.Information, Message = "Room {Room} moved from port {From} to {To}, where there is more time")]
    public static partial void Moved(ILogger logger, string room, int from, int to);

    [LoggerMessage(EventId = 61, Level = LogLevel.Warning, Message = "No room moved: {Why}")]
    public static partial void NotMoved(ILogger logger, string why);
}
