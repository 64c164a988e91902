using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>A point at which two solids touch, or are about to.</summary>
internal struct Contact
{
    /// <summary>Which solids; B may be the ground.</summary>
    public int A;
    public int B;

    /// <summary>Away from B: the way that A is pushed. A unit vector.</summary>
    public Vector3 Normal;

    /// <summary>Where, metres.</summary>
    public Vector3 Point;

    /// <summary>How deep they overlap, metres; below zero for a gap.</summary>
    public float Depth;

    // What follows is the solver's.
    public Row Hold;
    public Row Rub;
    public Row RubAcross;

    /// <summary>The speed along the normal that the solver aims for, m/s.</summary>
    public float Target;

    public float Friction;
}
