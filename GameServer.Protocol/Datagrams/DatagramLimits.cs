namespace GameServer.Protocol.Datagrams;

/// <summary>Sizes that both ends rely on, in bytes.</summary>
public static class DatagramLimits
{
    /// <summary>The largest UDP payload, everything included: below the IPv6 minimum MTU of 1,280 less its headers.</summary>
    public const int DatagramBytesMax = 1200;

    /// <summary>LiteNetLib's header of an unreliable packet.</summary>
    public const int TransportHeaderBytes = 1;

    /// <summary>Kept free for sealing (16 bytes of tag, 8 of sequence), so that turning it on changes no other number.</summary>
    public const int SealBytes = 24;

    /// <summary>What is left for a snapshot or input datagram.</summary>
    public const int PayloadBytesMax = DatagramBytesMax - TransportHeaderBytes - SealBytes;

    /// <summary>The largest input datagram.</summary>
    public const int InputBytesMax = 512;
}
