namespace GameServer.Hosting;

/// <summary>Where a running server listens: a UDP port per shard and a TCP port, as asked for or as was free. A service of the host.</summary>
public sealed class ServerPorts
{
    /// <summary>One per shard; empty until the host has started.</summary>
    public IReadOnlyList<int> Udp { get; internal set; } = [];

    /// <summary>Where the HTTP side listens; null until the host has started.</summary>
    public Uri? Http { get; internal set; }

    public override string ToString() => string.Join(", ", Udp);
}
