using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>A solid rectangle along the axes.</summary>
/// <param name="Min">Lower left corner, metres.</param>
/// <param name="Max">Upper right corner, metres.</param>
public readonly record struct Wall(Vector2 Min, Vector2 Max)
{
    /// <summary>Moves a circle that overlaps out of the wall, and takes from its velocity what points into it.</summary>
    internal void PushOut(ref Vector2 position, ref Vector2 velocity, float radius)
    {
        var nearest = new Vector2(Math.Clamp(position.X, Min.X, Max.X), Math.Clamp(position.Y, Min.Y, Max.Y));
        var gap = position - nearest;
        var square = Geometry.LengthSquared(gap);
        if (square >= radius * radius)
        {
            return;
        }

        Vector2 normal;
        if (square > 0)
        {
            normal = Geometry.Unit(gap);
        }
        else
        {
            (nearest, normal) = NearestFace(position);
        }

        position = nearest + (normal * radius);
        var into = Geometry.Dot(velocity, normal);
        if (into < 0)
        {
            velocity -= normal * into;
        }
    }

    /// <summary>The way out for a centre that is inside.</summary>
    private (Vector2 Point, Vector2 Normal) NearestFace(Vector2 inside)
    {
        float left = inside.X - Min.X, right = Max.X - inside.X, down = inside.Y - Min.Y, up = Max.Y - inside.Y;
        var least = Math.Min(Math.Min(left, right), Math.Min(down, up));
        return least == left ? (new Vector2(Min.X, inside.Y), new Vector2(-1, 0))
            : least == right ? (new Vector2(Max.X, inside.Y), new Vector2(1, 0))
            : least == down ? (new Vector2(inside.X, Min.Y), new Vector2(0, -1))
            : (new Vector2(inside.X, Max.Y), new Vector2(0, 1));
    }
}
