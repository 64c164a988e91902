using GameServer.Sockets;
using Microsoft.Extensions.Logging;

namespace GameServer.Transport;

/// <summary>What the transport tells operators. Nothing that a datagram can trigger is logged above debug.</summary>
internal static partial class TransportLog
{
    [LoggerMessage(EventId = 41, Level = LogLevel.Information,
        Message = "UDP port {Port} open, IPv6 {IPv6}, {Path} transport, receive buffer {Bytes} bytes, send buffer {SendBytes} bytes.")]
    internal static partial void Started(ILogger logger, int port, bool ipv6, TransportPath path, int bytes, int sendBytes);

    [LoggerMessage(EventId = 42, Level = LogLevel.Warning,
        Message = "The kernel granted a receive buffer of {Granted} bytes instead of {Asked}; raise net.core.rmem_max or bursts will be dropped.")]
    internal static partial void ReceiveBufferShort(ILogger logger, int granted, int asked);

    [LoggerMessage(EventId = 44, Level = LogLevel.Warning,
        Message = "The kernel granted a send buffer of {Granted} bytes instead of {Asked}; raise net.core.wmem_max or bursts will not be sent.")]
    internal static partial void SendBufferShort(ILogger logger, int granted, int asked);

    [LoggerMessage(EventId = 43, Level = LogLevel.Debug, Message = "LiteNetLib: {Text}")]
    internal static partial void Library(ILogger logger, string text);
}
