using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>Rockets fly straight until a wall, a fighter or the fuse ends them; then everyone near by is hurt and pushed.</summary>
internal static class Rockets
{
    public const int InFlightMax = 1024;
    public const float Speed = 25; // m/s
    public const float SplashRadius = 4; // m, from the explosion to a fighter's skin
    public const int Damage = 80; // at the centre; none at the splash radius

    private const float FuseSeconds = 3;
    private const float PushSpeed = 8; // m/s at the centre
    private const float StandOff = 1 / 16f; // m; an explosion on a wall's very face would be inside the wall for a ray

    /// <summary>It starts within its fighter, so that no wall is too near to be hit.</summary>
    public static Rocket From(in Fighter fighter, float tickSeconds) => new()
    {
        Position = fighter.Position,
        Velocity = Geometry.Along(fighter.Heading) * Speed,
        FuseTicks = Durations.Ticks(FuseSeconds, tickSeconds),
        Damage = Damage * fighter.DamageFactor,
    };

    public static void Advance(Room room, ArenaMap map)
    {
        foreach (var entity in room.All<Rocket>())
        {
            ref var rocket = ref entity.Value;
            var step = Geometry.Length(rocket.Velocity) * room.TickSeconds;
            var course = Course(rocket);
            var toFighter = ToFighter(room, map, course, entity.Owner);
            if (toFighter >= step && Fly(ref rocket, map, room.TickSeconds))
            {
                continue;
            }

            if (!map.IsPeaceful)
            {
                var way = Math.Min(toFighter, map.Reach(course, step));
                Explode(room, map, course.At(Math.Max(0, way - StandOff)), entity.Owner, rocket.Damage);
            }

            entity.Remove();
        }
    }

    /// <summary>
    /// One tick in which nobody stands in the way; false at a wall or at the fuse's end. The owner's client runs it ahead of the
    /// server, so that a rocket leaves in the frame of its press.
    /// </summary>
    public static bool Fly(ref Rocket rocket, ArenaMap map, float tickSeconds)
    {
        var step = Geometry.Length(rocket.Velocity) * tickSeconds;
        if (map.Reach(Course(rocket), step) < step || --rocket.FuseTicks <= 0)
        {
            return false;
        }

        rocket.Position += rocket.Velocity * tickSeconds;
        return true;
    }

    /// <summary>A seat's rockets go with it: whoever sits there next is not to score with them.</summary>
    public static void RemoveOf(Room room, SeatId owner)
    {
        foreach (var entity in room.All<Rocket>())
        {
            if (entity.Owner == owner)
            {
                entity.Remove();
            }
        }
    }

    private static Ray Course(in Rocket rocket) => new(rocket.Position, Geometry.Unit(rocket.Velocity));

    /// <summary>How far it is to the first fighter on the course.</summary>
    private static float ToFighter(Room room, ArenaMap map, in Ray course, SeatId owner)
    {
        var way = float.PositiveInfinity;
        if (map.IsPeaceful)
        {
            return way;
        }

        foreach (var target in room.All<Fighter>())
        {
            if (target.Owner != owner && !target.Value.IsDead)
            {
                way = Math.Min(way, course.ToCircle(target.Value.Position, Movement.Radius));
            }
        }

        return way;
    }

    private static void Explode(Room room, ArenaMap map, Vector2 centre, SeatId owner, int damage)
    {
        foreach (var target in room.All<Fighter>())
        {
            ref var fighter = ref target.Value;
            var away = fighter.Position - centre;
            var share = 1 - (Math.Max(0, Geometry.Length(away) - Movement.Radius) / SplashRadius);
            if (share <= 0 || fighter.IsDead || !map.IsClear(centre, fighter.Position))
            {
                continue;
            }

            fighter.Velocity += Geometry.Unit(away) * (PushSpeed * share);
            Wounds.Inflict(room, target, owner, Weapon.Rocket, (int)((damage * share) + 0.5f));
        }
    }
}
