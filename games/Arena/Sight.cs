using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>
/// Who sees what with <c>fog=1</c>: walls hide fighters and rockets. What can come into sight within <see cref="ForeseenSeconds"/> is
/// shown already, since that long may pass until a client, whose own fighter runs ahead of the server's, could be told of it.
/// </summary>
/// <remarks>
/// One wall hides a point if it stands between even when both ends are shifted aside, together, by what they can run in that time: if a wall
/// is passed on neither side by the farthest shift to it, no smaller or unequal one passes it. A dash may be up to a metre farther.
/// </remarks>
internal static class Sight
{
    /// <summary>A round trip of 200 ms, the wait of an input, and three snapshots.</summary>
    public const float ForeseenSeconds = 0.3f;

    /// <summary>What a fighter runs in that time, and its own width, metres.</summary>
    public const float Margin = (Movement.RunSpeed * ForeseenSeconds) + Movement.Radius;

    /// <summary>Whether a seat may be told of an entity.</summary>
    public static bool Reaches(Room room, ArenaMap map, Seat seat, EntityId entity)
    {
        if (!room.World.TryFind<Fighter>(seat.Avatar, out var viewer))
        {
            return true;
        }

        var from = viewer.Value.Position;
        if (room.World.TryFind<Fighter>(entity, out var fighter))
        {
            return !map.IsScreened(from, fighter.Value.Position, Margin);
        }

        // A rocket is faster, but it is known where to.
        return !room.World.TryFind<Rocket>(entity, out var rocket)
            || !map.IsScreened(from, rocket.Value.Position, Margin)
            || !map.IsScreened(from, rocket.Value.Position + (rocket.Value.Velocity * ForeseenSeconds), Margin);
    }
}
