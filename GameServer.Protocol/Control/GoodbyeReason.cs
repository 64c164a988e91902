namespace GameServer.Protocol.Control;

/// <summary>
/// Every way in which a connection ends, as told to the other side and counted by this one.
/// Closed: a reader refuses numbers that it does not know, and a number never gets a second meaning.
/// </summary>
public enum GoodbyeReason : byte
{
    /// <summary>No reason; invalid on the wire.</summary>
    None = 0,

    /// <summary>The player chose to leave; the seat is free at once.</summary>
    PlayerLeft = 1,

    /// <summary>The server is shutting down in good order.</summary>
    ServerStopping = 2,

    /// <summary>The match is over, or its room was closed.</summary>
    RoomEnded = 3,

    /// <summary>The room has no free seat.</summary>
    RoomFull = 4,

    /// <summary>The room that the connect token names is not here, or has ended.</summary>
    UnknownRoom = 5,

    /// <summary>The two sides speak different <see cref="ProtocolVersion"/>s.</summary>
    VersionMismatch = 6,

    /// <summary>The two sides hold different schemas of the game, so neither could read the other's state.</summary>
    SchemaMismatch = 7,

    /// <summary>The hello could not be read, or a field of it was out of range.</summary>
    BadHello = 8,

    /// <summary>An operator or the game removed the player.</summary>
    Kicked = 9,

    /// <summary>Nothing was heard from the other side for too long.</summary>
    TimedOut = 10,

    /// <summary>The same player came back on another connection, which now holds the seat.</summary>
    Replaced = 11,

    /// <summary>The room's own code failed; the room is closed, others are untouched.</summary>
    RoomFailed = 12,

    /// <summary>The server holds as many connections or rooms as it may.</summary>
    ServerFull = 13,

    /// <summary>Too many messages, bytes or attempts in too short a time.</summary>
    RateLimited = 14,

    /// <summary>The connect token is missing, false, expired, used, or for something else.</summary>
    BadToken = 15,

    /// <summary>The resume secret belongs to no session that still waits for its player.</summary>
    ResumeRefused = 16,

    /// <summary>The other side sent what this protocol does not allow.</summary>
    ProtocolError = 17,

    /// <summary>The two sides hold different codec models.</summary>
    ModelMismatch = 18,

    /// <summary>The server has no time left for more players in this room, or for another room.</summary>
    Overloaded = 19,

    /// <summary>The room is served on another port of the same host now. The detail is that port, in decimal; the seat is kept.</summary>
    RoomMoved = 20,
}
