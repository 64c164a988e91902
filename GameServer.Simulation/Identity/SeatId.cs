namespace GameServer.Simulation.Identity;

/// <summary>A player's place in a room: 0 to the room's seat limit less one; <see cref="None"/> means nobody.</summary>
/// <param name="Index">Index of the place, or -1.</param>
public readonly record struct SeatId(int Index)
{
    /// <summary>No seat: an entity that nobody owns.</summary>
    public static SeatId None => new(-1);

    /// <summary>Whether this names a place.</summary>
    public bool IsSeat => Index >= 0;
}
