namespace GameServer.Protocol.Control;

/// <summary>The bounds of control messages. Writers throw beyond them, readers refuse; a char is a UTF-16 code unit.</summary>
public static class ControlLimits
{
    /// <summary>Longest room name, in chars of <c>[A-Za-z0-9._-]</c>; the shortest has 1.</summary>
    public const int RoomNameCharsMax = 64;

    /// <summary>Longest player name, in chars; it may be empty.</summary>
    public const int PlayerNameCharsMax = 32;

    /// <summary>Length of a resume secret, in bytes.</summary>
    public const int ResumeSecretBytes = 16;

    /// <summary>Longest connect token, in bytes; it may be empty.</summary>
    public const int TokenBytesMax = 512;

    /// <summary>Longest match configuration, in bytes of UTF-8; it may be empty.</summary>
    public const int ConfigBytesMax = 16 * 1024;

    /// <summary>Longest detail of a goodbye, in chars; it may be empty.</summary>
    public const int DetailCharsMax = 200;

    /// <summary>Longest chat line, in chars; the shortest has 1.</summary>
    public const int ChatCharsMax = 200;

    /// <summary>Longest payload of a game event, in bytes; it may be empty.</summary>
    public const int EventPayloadBytesMax = 512;

    /// <summary>Most seats that a room can announce; seats are numbered from 0.</summary>
    public const int SeatsMax = 1024;

    /// <summary>Highest tick and snapshot rate, in Hz; the lowest is 1.</summary>
    public const int TickRateMax = 240;

    /// <summary>Longest history that a room can announce, in ticks; the shortest is 1.</summary>
    public const int HistoryTicksMax = 1024;

    /// <summary>Longest time that an end is announced for, in seconds; the shortest is 0.</summary>
    public const int EndNoticeSecondsMax = 86_400;

    // The sizes below leave room for the longest encoding that MessagePack allows for each field, so that
    // a foreign writer that does not choose the shortest is still read.

    /// <summary>Largest <see cref="Hello"/> on the wire, in bytes.</summary>
    public const int HelloBytesMax = 768;

    /// <summary>Largest <see cref="Welcome"/> on the wire, in bytes.</summary>
    public const int WelcomeBytesMax = ConfigBytesMax + 256;

    /// <summary>Largest <see cref="Goodbye"/> on the wire, in bytes.</summary>
    public const int GoodbyeBytesMax = 640;

    /// <summary>Largest <see cref="Chat"/> on the wire, in bytes.</summary>
    public const int ChatBytesMax = 640;

    /// <summary>Largest <see cref="GameEvent"/> on the wire, in bytes.</summary>
    public const int GameEventBytesMax = 544;

    /// <summary>Largest <see cref="EndNotice"/> on the wire, in bytes.</summary>
    public const int EndNoticeBytesMax = 16;

    /// <summary>Largest control message of any kind, in bytes: what a receive buffer must hold.</summary>
    public const int MessageBytesMax = WelcomeBytesMax;
}
