namespace GameServer.Hosting;

/// <summary>The UDP ports of a running server, one per shard: what was asked for, or what was free. A service of the host.</summary>
public sealed class ServerPorts
{
    /// <summary>Empty until the host has started.</summary>
    public IReadOnlyList<int> Udp { get; internal set; } = [];

    public override string ToString() => string.Join(", ", Udp);
}
