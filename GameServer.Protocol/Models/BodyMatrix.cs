namespace GameServer.Protocol.Models;

/// <summary>
/// The axes of a body in the world, 1 = 2^14, and what follows for a box that stands on its lowest corner: how high its centre
/// is, and how far the centre moves when the box turns about that corner.
/// </summary>
internal readonly struct BodyMatrix
{
    private const int Shift = 14;

    private readonly int xx, xy, xz, yx, yy, yz, zx, zy, zz;

    public BodyMatrix(in UnitQuaternion q)
    {
        int x = q.X, y = q.Y, z = q.Z, w = q.W;
        const int one = 1 << Shift;
        (xx, xy, xz) = (one - (int)((((long)y * y) + ((long)z * z)) >> 15), ((x * y) - (w * z)) >> 15, ((x * z) + (w * y)) >> 15);
        (yx, yy, yz) = (((x * y) + (w * z)) >> 15, one - (int)((((long)x * x) + ((long)z * z)) >> 15), ((y * z) - (w * x)) >> 15);
        (zx, zy, zz) = (((x * z) - (w * y)) >> 15, ((y * z) + (w * x)) >> 15, one - (int)((((long)x * x) + ((long)y * y)) >> 15));
    }

    /// <summary>Height of the centre above the lowest corner for half an edge of 2^14.</summary>
    public int Support(int up)
    {
        var (a, b, c) = Row(up);
        return Math.Abs(a) + Math.Abs(b) + Math.Abs(c);
    }

    /// <summary>How far from standing on more than one corner: the smallest share of an axis in the height.</summary>
    public int Balance(int up)
    {
        var (a, b, c) = Row(up);
        return Math.Min(Math.Abs(a), Math.Min(Math.Abs(b), Math.Abs(c)));
    }

    /// <summary>The way of the centre since <paramref name="before"/>, if the corner that was lowest in between stood still.</summary>
    public (int X, int Y, int Z) PivotFrom(in BodyMatrix before, int up, int halfSize16)
    {
        var (a, b, c) = Row(up);
        var (d, e, f) = before.Row(up);
        int sa = Math.Sign(a + d), sb = Math.Sign(b + e), sc = Math.Sign(c + f);
        var x = (sa * (xx - before.xx)) + (sb * (xy - before.xy)) + (sc * (xz - before.xz));
        var y = (sa * (yx - before.yx)) + (sb * (yy - before.yy)) + (sc * (yz - before.yz));
        var z = (sa * (zx - before.zx)) + (sb * (zy - before.zy)) + (sc * (zz - before.zz));
        return ((int)(((long)x * halfSize16) >> Shift), (int)(((long)y * halfSize16) >> Shift), (int)(((long)z * halfSize16) >> Shift));
    }

    private (int A, int B, int C) Row(int axis) => axis switch { 0 => (xx, xy, xz), 1 => (yx, yy, yz), _ => (zx, zy, zz) };
}
