using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>A rocket in flight; the entity's owner is who fired it.</summary>
public struct Rocket
{
    /// <summary>Metres.</summary>
    public Vector2 Position;

    /// <summary>Metres per second; constant.</summary>
    public Vector2 Velocity;

    // Not replicated: nobody but the server decides when and how hard it explodes.
    internal int FuseTicks;
    internal int Damage;
}
