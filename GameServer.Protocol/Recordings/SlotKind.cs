namespace GameServer.Protocol.Recordings;

/// <summary>What a recording says of a slot, against the state that it said last of that slot, in whatever tick.</summary>
internal enum SlotKind : byte
{
    /// <summary>There is nobody, or nothing is known of this tick.</summary>
    Nobody,

    /// <summary>The same head, the same row.</summary>
    Same,

    /// <summary>The same head; a mask of columns, and the difference of each.</summary>
    Changed,

    /// <summary>Another head, then as before, against zeros.</summary>
    Fresh,
}
