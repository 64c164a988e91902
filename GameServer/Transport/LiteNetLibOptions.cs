using System.Net;
using GameServer.Sockets;

namespace GameServer.Transport;

/// <summary>Limits and addresses of a <see cref="LiteNetLibTransport"/>. Validated by its constructor, then never changed.</summary>
public sealed record LiteNetLibOptions
{
    /// <summary>How datagrams travel; <see cref="TransportPath.Batched"/> where the system cannot ends the start.</summary>
    public TransportPath Path { get; init; }

    /// <summary>UDP port, 0 for any free one.</summary>
    public int Port { get; init; }

    public IPAddress AddressV4 { get; init; } = IPAddress.Any;

    /// <summary>Null leaves IPv6 off.</summary>
    public IPAddress? AddressV6 { get; init; } = IPAddress.IPv6Any;

    public int ConnectionsMax { get; init; } = 1000;

    /// <summary>Datagrams taken in per <see cref="IServerTransport.Receive"/> and address family.</summary>
    public int ReceiveBudget { get; init; } = 4096;

    /// <summary>
    /// How long one <see cref="IServerTransport.Receive"/> takes in datagrams at most, give or take 0.1 ms: half of one of the 240
    /// slots of a second, so that a flood delays a tick by less than a slot and leaves the other half to the ticks.
    /// </summary>
    public TimeSpan ReceiveTimeMax { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Asked of the kernel; it may grant less (logged).</summary>
    public int ReceiveBufferBytes { get; init; } = 4 * 1024 * 1024;

    /// <inheritdoc cref="ReceiveBufferBytes"/>
    public int SendBufferBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Reliable packets that may wait for their window, per connection.</summary>
    public int ReliableQueueMax { get; init; } = 256;

    public TimeSpan DisconnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Cookies handed out, and as many checked, per second; a quarter of it at once. One source, address and port, gets 8 in a
    /// quarter of a second; this bounds what a flood from many sources costs.
    /// </summary>
    public int ChallengesPerSecondMax { get; init; } = 32_768;

    /// <summary>How long a cookie stays good: one to two of these.</summary>
    public TimeSpan CookieLife { get; init; } = TimeSpan.FromSeconds(10);

    internal void Validate()
    {
        Require(Port is >= 0 and <= 65_535, "The UDP port must be 0 to 65535.");
        Require(ConnectionsMax is >= 1 and <= 65_536, "ConnectionsMax must be 1 to 65536.");
        Require(ReceiveBudget >= 1, "ReceiveBudget must be at least 1.");
        Require(ReceiveTimeMax > TimeSpan.Zero, "ReceiveTimeMax must be more than 0.");
        Require(ReceiveBufferBytes >= 4096, "ReceiveBufferBytes must be at least 4096.");
        Require(SendBufferBytes >= 4096, "SendBufferBytes must be at least 4096.");
        Require(ReliableQueueMax >= 1, "ReliableQueueMax must be at least 1.");
        Require(ChallengesPerSecondMax is >= 4 and <= 1_000_000, "ChallengesPerSecondMax must be 4 to 1000000.");
        Require(DisconnectTimeout >= TimeSpan.FromMilliseconds(100), "DisconnectTimeout must be at least 100 ms.");
        Require(CookieLife >= TimeSpan.FromSeconds(1), "CookieLife must be at least 1 s.");
    }

    private static void Require(bool holds, string sentence)
    {
        if (!holds)
        {
            throw new TransportStartException(sentence);
        }
    }
}
