using System.Numerics;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>Where and how fighters appear, at the join and again some time after each death. Server only.</summary>
internal static class Spawns
{
    public const float RespawnSeconds = 2;

    private const float ShieldSeconds = 1.5f;
    private const int StartAmmo = 100;

    // Room for several fighters on one spawn point, and short of the nearest wall.
    private const float Spread = 1.5f;

    /// <summary>A fighter as it begins a life.</summary>
    public static Fighter Fresh(Room room, ArenaMap map)
    {
        var position = Place(room, map);
        return new Fighter
        {
            Position = position,
            Heading = Trig.Atan2(-position.Y, -position.X),
            Health = Fighter.HealthMax,
            Ammo = StartAmmo,
            IsShielded = true,
            ShieldTicks = Durations.Ticks(ShieldSeconds, room.TickSeconds),
        };
    }

    public static void Advance(Room room, ArenaMap map)
    {
        foreach (var entity in room.All<Fighter>())
        {
            ref var fighter = ref entity.Value;
            if (fighter.IsDead && fighter.RespawnTicks == 0)
            {
                fighter = Fresh(room, map) with { Score = fighter.Score };
            }
        }
    }

    private static Vector2 Place(Room room, ArenaMap map)
    {
        if (map.SpawnPoints.Length == 0)
        {
            return Scatter(room, map.SpawnHalfSize);
        }

        // The point whose nearest enemy is farthest; the search starts anywhere, so that equal points take turns.
        var points = map.SpawnPoints;
        var start = room.Random.NextInt(points.Length);
        var best = points[start];
        var bestDistance = -1f;
        for (var i = 0; i < points.Length; i++)
        {
            var point = points[(start + i) % points.Length];
            var distance = NearestFighterSquared(room, point);
            if (distance > bestDistance)
            {
                (best, bestDistance) = (point, distance);
            }
        }

        return best + Scatter(room, Spread);
    }

    private static Vector2 Scatter(Room room, float halfSize)
    {
        var x = room.Random.NextFloat(-halfSize, halfSize);
        return new Vector2(x, room.Random.NextFloat(-halfSize, halfSize));
    }

    private static float NearestFighterSquared(Room room, Vector2 point)
    {
        var nearest = float.PositiveInfinity;
        foreach (var entity in room.All<Fighter>())
        {
            if (!entity.Value.IsDead)
            {
                nearest = Math.Min(nearest, Geometry.LengthSquared(entity.Value.Position - point));
            }
        }

        return nearest;
    }
}
