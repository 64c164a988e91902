using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>Geometry of space in operations that round alike on every machine: + - * / and the square root, in a fixed order.</summary>
internal static class Space
{
    public static float Dot(Vector3 a, Vector3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    public static float LengthSquared(Vector3 v) => Dot(v, v);

    public static float Length(Vector3 v) => MathF.Sqrt(Dot(v, v));

    public static Vector3 Cross(Vector3 a, Vector3 b) =>
        new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>Each part within plus or minus a limit.</summary>
    public static Vector3 Within(Vector3 v, float limit) =>
        new(Math.Clamp(v.X, -limit, limit), Math.Clamp(v.Y, -limit, limit), Math.Clamp(v.Z, -limit, limit));

    /// <summary>A unit vector at right angles to another one, the same for the same one.</summary>
    public static Vector3 Beside(Vector3 unit)
    {
        // Crossed with the axis that is farthest from it, or the length could be next to nothing.
        var side = Math.Abs(unit.Z) < 0.6f ? new Vector3(-unit.Y, unit.X, 0) : new Vector3(0, -unit.Z, unit.Y);
        return side * (1 / Length(side));
    }

    /// <summary>The three axes that a rotation turns the coordinate axes into.</summary>
    public static (Vector3 X, Vector3 Y, Vector3 Z) Axes(Quaternion q)
    {
        float xx = q.X * q.X, yy = q.Y * q.Y, zz = q.Z * q.Z;
        float xy = q.X * q.Y, xz = q.X * q.Z, yz = q.Y * q.Z;
        float wx = q.W * q.X, wy = q.W * q.Y, wz = q.W * q.Z;
        return (
            new Vector3(1 - (2 * (yy + zz)), 2 * (xy + wz), 2 * (xz - wy)),
            new Vector3(2 * (xy - wz), 1 - (2 * (xx + zz)), 2 * (yz + wx)),
            new Vector3(2 * (xz + wy), 2 * (yz - wx), 1 - (2 * (xx + yy))));
    }

    /// <summary>A rotation after turning for a while; a body that does not spin keeps every bit.</summary>
    public static Quaternion Turned(Quaternion q, Vector3 spin, float seconds)
    {
        if (spin == Vector3.Zero)
        {
            return q;
        }

        var w = spin * (0.5f * seconds);
        var x = q.X + ((w.X * q.W) + (w.Y * q.Z) - (w.Z * q.Y));
        var y = q.Y + ((w.Y * q.W) + (w.Z * q.X) - (w.X * q.Z));
        var z = q.Z + ((w.Z * q.W) + (w.X * q.Y) - (w.Y * q.X));
        var r = q.W - ((w.X * q.X) + (w.Y * q.Y) + (w.Z * q.Z));
        var scale = 1 / MathF.Sqrt((x * x) + (y * y) + (z * z) + (r * r));
        return new Quaternion(x * scale, y * scale, z * scale, r * scale);
    }
}
