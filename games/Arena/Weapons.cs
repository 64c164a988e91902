using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>Trigger, ammunition and cooldown. Part of <c>Drive</c>, so that the owner sees its own shots at once; what they hit is the server's business.</summary>
internal static class Weapons
{
    public const int ShotAmmo = 1;
    public const int RocketAmmo = 5;

    private const float ShotCooldownSeconds = 0.1f;
    private const float RocketCooldownSeconds = 0.5f;

    public static void Operate(ref Fighter fighter, in ArenaInput input, DriveContext drive)
    {
        fighter.IsFiring = input.Fire && fighter.Ammo >= ShotAmmo;
        if (fighter.WeaponCooldown > 0)
        {
            return;
        }

        if (input.Throw && fighter.Ammo >= RocketAmmo)
        {
            Spend(ref fighter, RocketAmmo, RocketCooldownSeconds, drive.TickSeconds);
            drive.Spawn(Rockets.From(fighter, drive.TickSeconds));
        }
        else if (fighter.IsFiring)
        {
            Spend(ref fighter, ShotAmmo, ShotCooldownSeconds, drive.TickSeconds);
            fighter.ShootsNow = true;
        }
    }

    private static void Spend(ref Fighter fighter, int ammo, float cooldownSeconds, float tickSeconds)
    {
        fighter.Ammo -= ammo;
        fighter.WeaponCooldown = Durations.Ticks(cooldownSeconds, tickSeconds);

        // Who attacks gives up the shield of a fresh spawn.
        fighter.ShieldTicks = 0;
        fighter.IsShielded = false;
    }
}
