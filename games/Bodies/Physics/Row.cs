using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>One direction in which a contact pushes two solids apart or rubs them against each other.</summary>
internal struct Row
{
    /// <summary>What the contact has pushed in this direction so far, newton seconds; A along it, B against it.</summary>
    public float Impulse;

    private Vector3 direction;
    private Vector3 turnA;
    private Vector3 turnB;

    /// <summary>What has to be pushed for 1 m/s, kg; zero when neither can move.</summary>
    private float mass;

    public static Row Of(in Solid a, in Solid b, Vector3 armA, Vector3 armB, Vector3 direction)
    {
        var row = new Row { direction = direction, turnA = Space.Cross(armA, direction), turnB = Space.Cross(armB, direction) };
        var inverse = a.InverseMass + b.InverseMass + (a.InverseInertia * Space.LengthSquared(row.turnA)) + (b.InverseInertia * Space.LengthSquared(row.turnB));
        row.mass = inverse > 0 ? 1 / inverse : 0;
        return row;
    }

    /// <summary>Of A's point away from B's, m/s along the direction.</summary>
    public readonly float Speed(in Solid a, in Solid b) =>
        Space.Dot(direction, a.Velocity - b.Velocity) + Space.Dot(turnA, a.Spin) - Space.Dot(turnB, b.Spin);

    /// <summary>Brings the speed to what it should be, as far as the sum of what was pushed stays within two bounds.</summary>
    public void Aim(ref Solid a, ref Solid b, float speed, float least, float most)
    {
        var before = Impulse;
        Impulse = Math.Min(most, Math.Max(least, before + ((speed - Speed(a, b)) * mass)));
        var impulse = Impulse - before;
        a.Velocity += direction * (impulse * a.InverseMass);
        a.Spin += turnA * (impulse * a.InverseInertia);
        b.Velocity -= direction * (impulse * b.InverseMass);
        b.Spin -= turnB * (impulse * b.InverseInertia);
    }
}
