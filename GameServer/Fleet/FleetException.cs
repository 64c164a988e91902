namespace GameServer.Fleet;

/// <summary>Why a request about rooms cannot be met.</summary>
internal enum FleetProblem
{
    /// <summary>There is no such room, or no such seat in it.</summary>
    NotFound,

    /// <summary>The room has ended.</summary>
    Ended,

    /// <summary>The room is on its way to its end and takes nobody in.</summary>
    RoomDraining,

    /// <summary>The room has not that many free seats.</summary>
    RoomFull,

    /// <summary>The server has no time left for more players in the room.</summary>
    Overloaded,

    /// <summary>A player already has a seat in the room, or one reserved.</summary>
    PlayerSeated,

    /// <summary>The server takes no new rooms: it is to stop.</summary>
    NodeDraining,

    /// <summary>Every shard holds as many rooms as it may, or has no time left for another.</summary>
    NoCapacity,

    /// <summary>The game refuses the room's configuration.</summary>
    BadConfig,

    /// <summary>The game's own code failed as the room was made.</summary>
    GameFailed,

    /// <summary>A shard has too many questions waiting, or does not answer.</summary>
    Busy,
}

/// <summary>A request about rooms cannot be met. The message is one sentence for the asker.</summary>
internal sealed class FleetException(FleetProblem problem, string message) : Exception(message)
{
    public FleetProblem Problem { get; } = problem;
}
