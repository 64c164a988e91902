namespace GameServer.Client.Transport;

/// <summary>Limits of a <see cref="LiteNetLibClientTransport"/>. The defaults suit a game and a thousand bots in one process alike.</summary>
public sealed record LiteNetLibClientOptions
{
    /// <summary>The kernel's bound for what waits in each direction, in bytes. Memory is used only while datagrams wait.</summary>
    public int SocketBufferBytes { get; init; } = 256 * 1024;

    /// <summary>Datagrams taken in per <see cref="IClientTransport.Poll"/>; more wait for the next.</summary>
    public int PollBudget { get; init; } = 256;

    /// <summary>Packet buffers kept for reuse.</summary>
    public int PacketPoolSize { get; init; } = 64;

    /// <summary>Seconds of silence after which a connection is over.</summary>
    public double DisconnectTimeoutSeconds { get; init; } = 5;

    /// <summary>Seconds until an attempt to connect fails; the request is repeated four times a second.</summary>
    public double ConnectTimeoutSeconds { get; init; } = 5;
}
