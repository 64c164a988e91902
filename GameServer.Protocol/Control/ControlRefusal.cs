namespace GameServer.Protocol.Control;

/// <summary>Why bytes were not accepted as a control message; the reader counts by it and answers by it.</summary>
public enum ControlRefusal : byte
{
    /// <summary>Accepted.</summary>
    None = 0,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>More bytes than the largest message of this kind has; nothing was parsed.</summary>
    TooLong,

    /// <summary>The first byte is no <see cref="ControlKind"/>.</summary>
    UnknownKind,

    /// <summary>A kind that exists, but not the one that was asked for.</summary>
    WrongKind,

    /// <summary>A hello of another <see cref="ProtocolVersion"/>; what follows its version was not looked at.</summary>
    UnknownVersion,

    /// <summary>The message, or a length that it claims, goes beyond its last byte.</summary>
    Truncated,

    /// <summary>Not MessagePack, a field of another type, nil, another number of fields, or text that is not UTF-8.</summary>
    Malformed,

    /// <summary>An array or map where a plain field belongs; control messages do not nest.</summary>
    Depth,

    /// <summary>Well formed, but a field is outside the range that its type documents.</summary>
    OutOfRange,

    /// <summary>A whole message, and bytes after it.</summary>
    TrailingBytes,
}
