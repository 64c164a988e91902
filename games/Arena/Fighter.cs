using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>A player's body. What <c>Drive</c> reads is replicated, or the owner could not predict it.</summary>
public struct Fighter
{
    public const int HealthMax = 100;
    public const int AmmoMax = 200;

    /// <summary>Metres.</summary>
    public Vector2 Position;

    /// <summary>Metres per second.</summary>
    public Vector2 Velocity;

    /// <summary>Radians from the x axis, counterclockwise.</summary>
    public float Heading;

    public int Health;
    public int Score;

    /// <summary>Whether the trigger is held on a loaded gun; it changes at the pace of fingers, not of shots.</summary>
    public bool IsFiring;

    public bool IsDead;

    /// <summary>Whether nothing can hurt it, for a moment after a spawn.</summary>
    public bool IsShielded;

    /// <summary>Whether its weapons do multiplied damage.</summary>
    public bool HasQuad;

    // The owner's own business from here on. Times count down in ticks.
    public int Ammo;
    public int WeaponCooldown;
    public int DashCooldown;
    public int RespawnTicks;
    public int ShieldTicks;
    public int QuadTicks;

    // Not replicated: set by Drive, used up by the same tick's hitscan. The muzzle is where the fighter stood before it moved in
    // this tick: where its player saw it when it pressed.
    internal bool ShootsNow;
    internal Vector2 Muzzle;

    /// <summary>What the weapons' damage is multiplied with.</summary>
    internal readonly int DamageFactor => HasQuad ? Pickups.QuadFactor : 1;
}
