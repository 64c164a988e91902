using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>
/// Finds where two boxes touch: the axis along which they overlap least, by the separating axis test, then the corners of one
/// face inside the other's (Gottschalk et al., "OBBTree", 1996; clipping after Sutherland and Hodgman, 1974). Stateless.
/// </summary>
internal static class BoxCollision
{
    // An edge against an edge is one contact where a face has several; it must be the better axis by this much, metres.
    private const float FaceBias = 1 / 128f;

    // Edges more parallel than this give no axis that the faces do not give, squared sine of their angle.
    private const float ParallelSineSquared = 1e-3f;

    /// <summary>Adds the contacts of two boxes, whose axes must be known.</summary>
    public static void Between(in Solid a, in Solid b, int indexA, int indexB, ContactList contacts)
    {
        var between = b.Position - a.Position;
        Span<float> turn = stackalloc float[9]; // turn[3 i + j]: axis i of a along axis j of b.
        for (var i = 0; i < 9; i++)
        {
            turn[i] = Space.Dot(a.Axis(i / 3), b.Axis(i % 3));
        }

        if (!TryFaces(a, b, between, turn, out var face, out var faceGap) || !TryEdges(a, b, between, turn, out var edges, out var edgesGap))
        {
            return;
        }

        if (edges >= 0 && edgesGap > faceGap + FaceBias)
        {
            Edges(a, b, edges / 3, edges % 3, between, edgesGap, indexA, indexB, contacts);
        }
        else if (face < 3)
        {
            BoxFaces.Touch(a, b, face, between, indexA, indexB, contacts);
        }
        else
        {
            BoxFaces.Touch(b, a, face - 3, -between, indexB, indexA, contacts);
        }
    }

    // The face normal along which the gap is widest; false when it is a gap indeed.
    private static bool TryFaces(in Solid a, in Solid b, Vector3 between, ReadOnlySpan<float> turn, out int face, out float gap)
    {
        float halfA = a.Shape.HalfSize, halfB = b.Shape.HalfSize;
        (face, gap) = (0, float.NegativeInfinity);
        for (var i = 0; i < 3; i++)
        {
            var reach = halfA + (halfB * (Math.Abs(turn[3 * i]) + Math.Abs(turn[(3 * i) + 1]) + Math.Abs(turn[(3 * i) + 2])));
            var own = Math.Abs(Space.Dot(between, a.Axis(i))) - reach;
            if (own > gap)
            {
                (face, gap) = (i, own);
            }
        }

        for (var j = 0; j < 3; j++)
        {
            var reach = halfB + (halfA * (Math.Abs(turn[j]) + Math.Abs(turn[3 + j]) + Math.Abs(turn[6 + j])));
            var own = Math.Abs(Space.Dot(between, b.Axis(j))) - reach;
            if (own > gap + (FaceBias * 0.5f))
            {
                (face, gap) = (3 + j, own);
            }
        }

        return gap <= Limits.Margin;
    }

    // The same for the nine axes at right angles to an edge of each; -1 when all edges are parallel.
    private static bool TryEdges(in Solid a, in Solid b, Vector3 between, ReadOnlySpan<float> turn, out int edges, out float gap)
    {
        float halfA = a.Shape.HalfSize, halfB = b.Shape.HalfSize;
        (edges, gap) = (-1, float.NegativeInfinity);
        for (var k = 0; k < 9; k++)
        {
            int i = k / 3, j = k % 3;
            var sineSquared = 1 - (turn[k] * turn[k]);
            if (sineSquared < ParallelSineSquared)
            {
                continue;
            }

            // The parts of the other two axes of each box along this one.
            int i1 = (i + 1) % 3, i2 = (i + 2) % 3, j1 = (j + 1) % 3, j2 = (j + 2) % 3;
            var reach = (halfA * (Math.Abs(turn[(3 * i2) + j]) + Math.Abs(turn[(3 * i1) + j])))
                + (halfB * (Math.Abs(turn[(3 * i) + j2]) + Math.Abs(turn[(3 * i) + j1])));
            var along = Math.Abs(Space.Dot(between, Space.Cross(a.Axis(i), b.Axis(j))));
            var own = (along - reach) / MathF.Sqrt(sineSquared);
            if (own > gap)
            {
                (edges, gap) = (k, own);
            }
        }

        return gap <= Limits.Margin;
    }

    private static void Edges(in Solid a, in Solid b, int i, int j, Vector3 between, float gap, int indexA, int indexB, ContactList contacts)
    {
        var alongA = a.Axis(i);
        var alongB = b.Axis(j);
        var normal = Space.Cross(alongA, alongB);
        normal *= (Space.Dot(normal, between) < 0 ? -1 : 1) / Space.Length(normal); // From a to b.
        var onA = EdgeOf(a, i, normal);
        var onB = EdgeOf(b, j, -normal);

        // The nearest points of two lines.
        var apart = onB - onA;
        var cosine = Space.Dot(alongA, alongB);
        float reachA = Space.Dot(alongA, apart), reachB = Space.Dot(alongB, apart);
        var scale = 1 / (1 - (cosine * cosine));
        var half = ((onA + (alongA * ((reachA - (cosine * reachB)) * scale))) + (onB + (alongB * (((cosine * reachA) - reachB) * scale)))) * 0.5f;
        contacts.Add(indexA, indexB, -normal, half, -gap);
    }

    /// <summary>The middle of the edge along an axis that lies farthest in a direction.</summary>
    private static Vector3 EdgeOf(in Solid box, int axis, Vector3 direction)
    {
        var middle = box.Position;
        for (var k = 1; k < 3; k++)
        {
            var side = box.Axis((axis + k) % 3);
            middle += side * (Space.Dot(side, direction) < 0 ? -box.Shape.HalfSize : box.Shape.HalfSize);
        }

        return middle;
    }
}
