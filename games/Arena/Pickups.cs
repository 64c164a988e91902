using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>Things on the ground: whoever comes near and has use for one takes it, and after a while it is back. Server only.</summary>
internal static class Pickups
{
    /// <summary>From the thing to the middle of the fighter who takes it, metres.</summary>
    public const float ReachDistance = 1.25f;

    public const int HealthGain = 50;
    public const int AmmoGain = 50;
    public const int QuadFactor = 4;

    private const float QuadSeconds = 12;
    private const float HealthReturnSeconds = 15;
    private const float AmmoReturnSeconds = 10;
    private const float QuadReturnSeconds = 60;

    public static void Place(Room room, ArenaMap map)
    {
        foreach (var (kind, position) in map.Pickups)
        {
            room.Spawn(new Pickup { Kind = kind, Position = position });
        }
    }

    public static void Advance(Room room)
    {
        foreach (var entity in room.All<Pickup>())
        {
            ref var pickup = ref entity.Value;
            if (!pickup.IsTaken)
            {
                Offer(room, ref pickup);
            }
            else if (--pickup.ReturnTicks <= 0)
            {
                pickup.IsTaken = false;
            }
        }
    }

    private static void Offer(Room room, ref Pickup pickup)
    {
        foreach (var entity in room.All<Fighter>())
        {
            ref var fighter = ref entity.Value;
            var isNear = Geometry.LengthSquared(fighter.Position - pickup.Position) <= ReachDistance * ReachDistance;
            if (isNear && !fighter.IsDead && IsUsed(ref fighter, pickup.Kind, room.TickSeconds))
            {
                pickup.IsTaken = true;
                pickup.ReturnTicks = Durations.Ticks(ReturnSeconds(pickup.Kind), room.TickSeconds);
                return;
            }
        }
    }

    /// <summary>Gives the thing's effect to a fighter; false when it has no use for it.</summary>
    private static bool IsUsed(ref Fighter fighter, PickupKind kind, float tickSeconds)
    {
        switch (kind)
        {
            case PickupKind.Health when fighter.Health < Fighter.HealthMax:
                fighter.Health = Math.Min(Fighter.HealthMax, fighter.Health + HealthGain);
                return true;
            case PickupKind.Ammo when fighter.Ammo < Fighter.AmmoMax:
                fighter.Ammo = Math.Min(Fighter.AmmoMax, fighter.Ammo + AmmoGain);
                return true;
            case PickupKind.Quad:
                fighter.QuadTicks = Durations.Ticks(QuadSeconds, tickSeconds);
                fighter.HasQuad = true;
                return true;
            default:
                return false;
        }
    }

    private static float ReturnSeconds(PickupKind kind) => kind switch
    {
        PickupKind.Health => HealthReturnSeconds,
        PickupKind.Ammo => AmmoReturnSeconds,
        _ => QuadReturnSeconds,
    };
}
