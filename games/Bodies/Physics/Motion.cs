using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>Where a body is and how it moves. z is up; the ground is at z = 0, the origin in the middle of the yard.</summary>
public struct Motion
{
    /// <summary>Of the centre, metres.</summary>
    public Vector3 Position;

    /// <summary>Metres per second.</summary>
    public Vector3 Velocity;

    /// <summary>From the body's axes to the yard's.</summary>
    public Quaternion Rotation;

    /// <summary>Radians per second about the yard's axes.</summary>
    public Vector3 Spin;

    // Not replicated: for how long it has been near where, hardly turning. From Limits.QuietTicks on it is asleep, with both velocities
    // zero. By its place, since in a heap velocities are never quite calm.
    internal Vector3 QuietPlace;
    internal int QuietTicks;

    internal readonly bool IsAsleep => QuietTicks >= Limits.QuietTicks;
}
