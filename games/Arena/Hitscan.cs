using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>
/// Shots that hit at once: aimed from where the shooter stood on its own screen, at the others as they were drawn there, hurting them
/// where they are now. Who ran behind a wall meanwhile is hit all the same if the shooter still saw them before it; walls do not move.
/// Nobody is hit in a life they have not begun: the dead are dead for longer than any rewind (<see cref="Spawns.RespawnSeconds"/>).
/// </summary>
internal static class Hitscan
{
    /// <summary>Metres.</summary>
    public const float Range = 50;

    public const int Damage = 8;

    /// <summary>All shots of the tick, by seat. Two who kill each other in one tick both did: the shots were decided before.</summary>
    public static void Advance(Room room, ArenaMap map)
    {
        if (map.IsPeaceful || room.SeatsTaken == 0)
        {
            return;
        }

        foreach (var seat in room.Seats)
        {
            if (seat.IsTaken && room.World.TryFind<Fighter>(seat.Avatar, out var shooter) && shooter.Value.ShootsNow)
            {
                Shoot(room, map, seat, ref shooter.Value);
            }
        }
    }

    private static void Shoot(Room room, ArenaMap map, Seat seat, ref Fighter shooter)
    {
        var ray = new Ray(shooter.Muzzle, Geometry.Along(shooter.Heading));
        var nearest = map.Reach(ray, Range);
        var hit = EntityId.None;
        foreach (var target in room.RewindTo(seat).Along<Fighter>(ray.From, ray.At(nearest), Movement.Radius))
        {
            if (target.Seen.IsDead)
            {
                continue;
            }

            var distance = ray.ToCircle(target.Seen.Position, Movement.Radius);
            if (distance < nearest)
            {
                (nearest, hit) = (distance, target.Id);
            }
        }

        if (room.World.TryFind<Fighter>(hit, out var victim))
        {
            Wounds.Inflict(room, victim, seat.Id, Weapon.Gun, Damage * shooter.DamageFactor);
        }
    }
}
