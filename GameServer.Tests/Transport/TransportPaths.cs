using GameServer.Sockets;

namespace GameServer.Tests.Transport;

/// <summary>Every way for datagrams that this system has: what a test promises of one it promises of all.</summary>
internal static class TransportPaths
{
    public static TransportPath[] All => OperatingSystem.IsLinux() ? [TransportPath.Portable, TransportPath.Batched] : [TransportPath.Portable];
}
