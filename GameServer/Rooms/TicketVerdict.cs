namespace GameServer.Rooms;

/// <summary>What a room says of a ticket for one of its seats.</summary>
internal enum TicketVerdict : byte
{
    Good,

    /// <summary>It was used before, given back, or another was given out for the seat.</summary>
    Used,

    /// <summary>The seat was kept long enough.</summary>
    Expired,

    /// <summary>The room has fewer seats.</summary>
    NoSuchSeat,

    /// <summary>It names no seat, and none is free.</summary>
    RoomFull,
}
