using LiteNetLib;

namespace GameServer.Client.Transport;

/// <summary>Keeps LiteNetLib from writing to the console of a process that has chosen no logger for it.</summary>
internal sealed class SilentLog : INetLogger
{
    public void WriteNet(NetLogLevel level, string str, params object[] args)
    {
    }
}
