using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>Finds where balls touch things, and which pair of shapes is whose business. Stateless.</summary>
internal static class Collision
{
    /// <summary>Adds the contacts of two solids, if they are nearer than the margin.</summary>
    public static void Between(Span<Solid> solids, int a, int b, ContactList contacts)
    {
        ref var one = ref solids[a];
        ref var other = ref solids[b];
        var reach = one.Reach + other.Reach + Limits.Margin;
        if (Space.LengthSquared(one.Position - other.Position) > reach * reach)
        {
            return;
        }

        if (!one.Shape.IsBox && !other.Shape.IsBox)
        {
            Balls(one, other, a, b, contacts);
        }
        else if (!one.Shape.IsBox)
        {
            other.NeedAxes();
            BallAndBox(one, other, a, b, contacts);
        }
        else if (!other.Shape.IsBox)
        {
            one.NeedAxes();
            BallAndBox(other, one, b, a, contacts);
        }
        else
        {
            one.NeedAxes();
            other.NeedAxes();
            BoxCollision.Between(one, other, a, b, contacts);
        }
    }

    /// <summary>
    /// Adds the contacts of a solid with a plane that does not move, <paramref name="distance"/> from the origin along its
    /// normal.
    /// </summary>
    public static void WithPlane(ref Solid solid, int index, int plane, Vector3 normal, float distance, ContactList contacts)
    {
        var height = Space.Dot(solid.Position, normal) - distance;
        if (height > solid.Reach + Limits.Margin)
        {
            return;
        }

        if (!solid.Shape.IsBox)
        {
            if (height < solid.Shape.HalfSize + Limits.Margin)
            {
                contacts.Add(index, plane, normal, solid.Position - (normal * height), solid.Shape.HalfSize - height);
            }

            return;
        }

        solid.NeedAxes();
        Vector3 x = solid.AxisX * solid.Shape.HalfSize, y = solid.AxisY * solid.Shape.HalfSize, z = solid.AxisZ * solid.Shape.HalfSize;
        for (var corner = 0; corner < 8; corner++)
        {
            var arm = ((corner & 1) == 0 ? x : -x) + ((corner & 2) == 0 ? y : -y) + ((corner & 4) == 0 ? z : -z);
            var gap = height + Space.Dot(arm, normal);
            if (gap < Limits.Margin)
            {
                contacts.Add(index, plane, normal, solid.Position + arm, -gap);
            }
        }
    }

    private static void Balls(in Solid one, in Solid other, int a, int b, ContactList contacts)
    {
        var away = one.Position - other.Position;
        var distance = Space.Length(away);
        var depth = one.Shape.HalfSize + other.Shape.HalfSize - distance;
        if (depth > -Limits.Margin)
        {
            var normal = distance > 0 ? away * (1 / distance) : Vector3.UnitZ;
            contacts.Add(a, b, normal, other.Position + (normal * (other.Shape.HalfSize - (depth * 0.5f))), depth);
        }
    }

    private static void BallAndBox(in Solid ball, in Solid box, int ballIndex, int boxIndex, ContactList contacts)
    {
        var away = ball.Position - box.Position;
        var half = box.Shape.HalfSize;
        float x = Space.Dot(away, box.AxisX), y = Space.Dot(away, box.AxisY), z = Space.Dot(away, box.AxisZ);
        float nearX = Math.Clamp(x, -half, half), nearY = Math.Clamp(y, -half, half), nearZ = Math.Clamp(z, -half, half);
        var nearest = box.Position + (box.AxisX * nearX) + (box.AxisY * nearY) + (box.AxisZ * nearZ);
        if (nearX == x && nearY == y && nearZ == z)
        {
            CentreInside(ball, box, new Vector3(x, y, z), ballIndex, boxIndex, contacts);
            return;
        }

        var gap = ball.Position - nearest;
        var distance = Space.Length(gap);
        var depth = ball.Shape.HalfSize - distance;
        if (distance > 0 && depth > -Limits.Margin)
        {
            contacts.Add(ballIndex, boxIndex, gap * (1 / distance), nearest, depth);
        }
    }

    // Out through the nearest face.
    private static void CentreInside(in Solid ball, in Solid box, Vector3 local, int ballIndex, int boxIndex, ContactList contacts)
    {
        float x = Math.Abs(local.X), y = Math.Abs(local.Y), z = Math.Abs(local.Z);
        var normal = x >= y && x >= z ? (local.X < 0 ? -box.AxisX : box.AxisX)
            : y >= z ? (local.Y < 0 ? -box.AxisY : box.AxisY)
            : (local.Z < 0 ? -box.AxisZ : box.AxisZ);
        var depth = ball.Shape.HalfSize + box.Shape.HalfSize - Math.Max(x, Math.Max(y, z));
        contacts.Add(ballIndex, boxIndex, normal, ball.Position, depth);
    }
}
