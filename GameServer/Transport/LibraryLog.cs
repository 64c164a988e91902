using LiteNetLib;
using Microsoft.Extensions.Logging;

namespace GameServer.Transport;

/// <summary>
/// Where LiteNetLib's own complaints go instead of the console. It has one logger per process; all transports of a server share
/// theirs, so the last one to start decides.
/// </summary>
internal sealed class LibraryLog(ILogger logger) : INetLogger
{
    public void WriteNet(NetLogLevel level, string str, params object[] args) => TransportLog.Library(logger, str);
}
