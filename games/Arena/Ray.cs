using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>A straight line from a point into a direction of length 1. Distances are metres along it; infinite means "never".</summary>
internal readonly record struct Ray(Vector2 From, Vector2 Direction)
{
    public static Ray Between(Vector2 from, Vector2 to) => new(from, Geometry.Unit(to - from));

    public Vector2 At(float distance) => From + (Direction * distance);

    /// <summary>Where it enters a circle; 0 when it starts inside.</summary>
    public float ToCircle(Vector2 centre, float radius)
    {
        var offset = centre - From;
        if (Geometry.LengthSquared(offset) <= radius * radius)
        {
            return 0;
        }

        var along = Geometry.Dot(offset, Direction);
        var aside = (offset.X * Direction.Y) - (offset.Y * Direction.X);
        var under = (radius * radius) - (aside * aside);
        return along <= 0 || under < 0 ? float.PositiveInfinity : along - MathF.Sqrt(under);
    }

    /// <summary>Where it enters a wall; 0 when it starts inside. Leaving a wall's face does not count.</summary>
    public float ToWall(in Wall wall)
    {
        float enter = 0, leave = float.PositiveInfinity;
        return Slab(From.X, Direction.X, wall.Min.X, wall.Max.X, ref enter, ref leave)
            && Slab(From.Y, Direction.Y, wall.Min.Y, wall.Max.Y, ref enter, ref leave)
            && leave > 0 ? enter : float.PositiveInfinity;
    }

    /// <summary>Narrows the stretch of the ray that lies between two parallel lines; false when nothing is left of it.</summary>
    private static bool Slab(float from, float direction, float min, float max, ref float enter, ref float leave)
    {
        if (direction == 0)
        {
            return from >= min && from <= max;
        }

        float a = (min - from) / direction, b = (max - from) / direction;
        enter = Math.Max(enter, Math.Min(a, b));
        leave = Math.Min(leave, Math.Max(a, b));
        return enter <= leave;
    }
}
