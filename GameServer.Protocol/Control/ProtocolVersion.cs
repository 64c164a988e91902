namespace GameServer.Protocol.Control;

/// <summary>The version of everything on the wire, control messages and datagrams alike; a hello carries it.</summary>
public static class ProtocolVersion
{
    /// <summary>
    /// What this build speaks. It goes up in the same commit as any change of committed golden bytes, or of what both ends compute alike.
    /// Three things stay as they are for ever, so that a mismatch can be told: the kind byte, a hello's first field, a goodbye.
    /// </summary>
    public const ushort Current = 7;
}
