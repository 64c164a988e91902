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
            var speed = Geometry.Length(rocket.Velocity);
            var step = speed * room.TickSeconds;
            var ray = new Ray(rocket.Position, Geometry.Unit(rocket.Velocity));
            var way = Way(room, map, ray, step, entity.Owner);
            if (way >= step && --rocket.FuseTicks > 0)
            {
                rocket.Position += rocket.Velocity * room.TickSeconds;
                continue;
            }

            if (!map.IsPeaceful)
            {
                Explode(room, map, ray.At(Math.Max(0, way - StandOff)), entity.Owner, rocket.Damage);
            }

            entity.Remove();
        }
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

    /// <summary>How far the rocket gets in this tick.</summary>
    private static float Way(Room room, ArenaMap map, in Ray ray, float step, SeatId owner)
    {
        var way = map.Reach(ray, step);
        if (map.IsPeaceful)
        {
            return way;
        }

        foreach (var target in room.All<Fighter>())
        {
            if (target.Owner != owner && !target.Value.IsDead)
            {
                way = Math.Min(way, ray.ToCircle(target.Value.Position, Movement.Radius));
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
