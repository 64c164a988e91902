using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>Finds where a box touches a face of another: the other's facing side, clipped to what lies over the face. Stateless.</summary>
internal static class BoxFaces
{
    private const int CornersMax = 8; // Four, and one more for each side that clips.

    /// <summary>Adds the contacts of <paramref name="other"/> with the face of <paramref name="box"/> along one of its axes.</summary>
    public static void Touch(in Solid box, in Solid other, int axis, Vector3 between, int boxIndex, int otherIndex, ContactList contacts)
    {
        var normal = box.Axis(axis);
        if (Space.Dot(normal, between) < 0)
        {
            normal = -normal;
        }

        Span<Vector3> corners = stackalloc Vector3[CornersMax];
        Span<Vector3> clipped = stackalloc Vector3[CornersMax];
        var count = FacingSide(other, normal, corners);
        for (var k = 1; k < 3 && count > 0; k++)
        {
            var side = box.Axis((axis + k) % 3);
            var middle = Space.Dot(side, box.Position);
            count = Clip(corners[..count], side, middle + box.Shape.HalfSize, clipped);
            count = Clip(clipped[..count], -side, box.Shape.HalfSize - middle, corners);
        }

        var surface = Space.Dot(normal, box.Position) + box.Shape.HalfSize;
        for (var i = 0; i < count; i++)
        {
            var gap = Space.Dot(normal, corners[i]) - surface;
            if (gap < Limits.Margin)
            {
                contacts.Add(otherIndex, boxIndex, normal, corners[i] - (normal * (gap * 0.5f)), -gap);
            }
        }
    }

    /// <summary>The four corners of the side that looks most against a direction, in order round it.</summary>
    private static int FacingSide(in Solid box, Vector3 direction, Span<Vector3> corners)
    {
        var axis = 0;
        var most = 0f;
        for (var k = 0; k < 3; k++)
        {
            var along = Space.Dot(box.Axis(k), direction);
            if (Math.Abs(along) > Math.Abs(most))
            {
                (axis, most) = (k, along);
            }
        }

        var half = box.Shape.HalfSize;
        var middle = box.Position + (box.Axis(axis) * (most > 0 ? -half : half));
        Vector3 u = box.Axis((axis + 1) % 3) * half, v = box.Axis((axis + 2) % 3) * half;
        (corners[0], corners[1], corners[2], corners[3]) = (middle + u + v, middle - u + v, middle - u - v, middle + u - v);
        return 4;
    }

    /// <summary>What of a convex outline lies below a limit along a direction.</summary>
    private static int Clip(ReadOnlySpan<Vector3> outline, Vector3 direction, float limit, Span<Vector3> result)
    {
        var count = 0;
        for (var i = 0; i < outline.Length; i++)
        {
            var from = outline[i];
            var to = outline[i + 1 == outline.Length ? 0 : i + 1];
            float below = limit - Space.Dot(direction, from), belowNext = limit - Space.Dot(direction, to);
            if (below >= 0 && count < CornersMax)
            {
                result[count++] = from;
            }

            if ((below >= 0) != (belowNext >= 0) && count < CornersMax)
            {
                result[count++] = from + ((to - from) * (below / (below - belowNext)));
            }
        }

        return count;
    }
}
