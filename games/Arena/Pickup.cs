using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>What lies on the ground.</summary>
public enum PickupKind : byte
{
    Health,
    Ammo,
    Quad,
}

/// <summary>A place where something lies, or will lie again.</summary>
public struct Pickup
{
    /// <summary>Metres.</summary>
    public Vector2 Position;

    public PickupKind Kind;

    /// <summary>Whether somebody took it and it is not back yet.</summary>
    public bool IsTaken;

    // Not replicated: when it is back is for the players to learn.
    internal int ReturnTicks;
}
