using System.Numerics;
using GameServer.Simulation.Numerics;

namespace GameServer.Games.Arena;

/// <summary>Plane geometry in operations that round alike on every machine: + - * / and the square root, in a fixed order.</summary>
internal static class Geometry
{
    public static float Length(Vector2 v) => MathF.Sqrt(LengthSquared(v));

    public static float LengthSquared(Vector2 v) => (v.X * v.X) + (v.Y * v.Y);

    public static float Dot(Vector2 a, Vector2 b) => (a.X * b.X) + (a.Y * b.Y);

    /// <summary>The same direction with length 1; the zero vector stays.</summary>
    public static Vector2 Unit(Vector2 v)
    {
        var length = Length(v);
        return length > 0 ? new Vector2(v.X / length, v.Y / length) : v;
    }

    /// <summary>The same vector, cut to a length.</summary>
    public static Vector2 AtMost(Vector2 v, float lengthMax) => LengthSquared(v) > lengthMax * lengthMax ? Unit(v) * lengthMax : v;

    /// <summary>The unit vector of an angle in radians.</summary>
    public static Vector2 Along(float heading) => new(Trig.Cos(heading), Trig.Sin(heading));
}
