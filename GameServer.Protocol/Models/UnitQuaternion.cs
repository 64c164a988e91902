namespace GameServer.Protocol.Models;

/// <summary>A unit quaternion in whole numbers, 1 = 2^15. Integer arithmetic alone, so that both ends agree.</summary>
internal struct UnitQuaternion(int x, int y, int z, int w)
{
    public const int Shift = 15;
    public const int One = 1 << Shift;

    public int X = x;
    public int Y = y;
    public int Z = z;
    public int W = w;

    public int this[int index]
    {
        readonly get => index switch { 0 => X, 1 => Y, 2 => Z, _ => W };
        set
        {
            switch (index)
            {
                case 0: X = value; break;
                case 1: Y = value; break;
                case 2: Z = value; break;
                default: W = value; break;
            }
        }
    }

    public readonly UnitQuaternion Negated => new(-X, -Y, -Z, -W);

    /// <summary>1 = 2^30.</summary>
    public readonly int Dot(in UnitQuaternion other) => (X * other.X) + (Y * other.Y) + (Z * other.Z) + (W * other.W);

    /// <summary>The one of q and -q, which are the same rotation, that is nearer to <paramref name="to"/>.</summary>
    public readonly UnitQuaternion Near(in UnitQuaternion to) => Dot(to) < 0 ? Negated : this;

    /// <summary>The greatest component by size.</summary>
    public readonly int Size => Math.Max(Math.Max(Math.Abs(X), Math.Abs(Y)), Math.Max(Math.Abs(Z), Math.Abs(W)));

    /// <summary>
    /// Where the turn from <paramref name="earlier"/> to this leads after <paramref name="ratio"/>/256 as much time again, less this:
    /// sin((k+1)a)/sin(a) q0 - sin(ka)/sin(a) q1 on the great circle of both, to the second order in a.
    /// </summary>
    public readonly UnitQuaternion Continued(in UnitQuaternion earlier, int ratio)
    {
        var k = Math.Min(ratio, 32 << 8);
        var bend = Math.Min(One >> 1, (int)((9L << (Shift + 15)) / ((long)(k + 256) * (k + 256))));
        long e = Math.Max(0, Math.Min(bend, ((1 << 30) - Dot(earlier)) >> Shift));
        // Both factors in 2^8 x 2^15, brought down to 2^15.
        var third = e * k / 3;
        var gain = (((long)k << Shift) - ((third * (k + 256) >> 8) * (k + 512) >> 8)) >> 8;
        var loss = (((long)k << Shift) - ((third * (k - 256) >> 8) * (k + 256) >> 8)) >> 8;
        return new(
            (int)(((gain * X) - (loss * earlier.X)) >> Shift),
            (int)(((gain * Y) - (loss * earlier.Y)) >> Shift),
            (int)(((gain * Z) - (loss * earlier.Z)) >> Shift),
            (int)(((gain * W) - (loss * earlier.W)) >> Shift));
    }

    /// <summary>How far a small turn about the world's axes moves it: half the turn's vector (radians, 1 = 2^15) times this.</summary>
    public readonly UnitQuaternion TurnedBy(int wx, int wy, int wz) => new(
        (int)((((long)wx * W) + ((long)wy * Z) - ((long)wz * Y)) >> (Shift + 1)),
        (int)((((long)wy * W) - ((long)wx * Z) + ((long)wz * X)) >> (Shift + 1)),
        (int)((((long)wz * W) + ((long)wx * Y) - ((long)wy * X)) >> (Shift + 1)),
        (int)((-((long)wx * X) - ((long)wy * Y) - ((long)wz * Z)) >> (Shift + 1)));
}

/// <summary>Between the four columns of a rotation and a quaternion. Immutable.</summary>
internal readonly struct RotationScale
{
    private readonly int first;
    private readonly int sum;
    private readonly long toUnit;
    private readonly long toColumn;

    public RotationScale(int first, int min, int max)
    {
        this.first = first;
        sum = min + max;
        var half = max - min; // Twice a component counted from the middle; half stands for 1/sqrt(2).
        toUnit = (long)Math.Round((1L << (UnitQuaternion.Shift + 20)) / (half * 1.4142135623730951));
        toColumn = (long)Math.Round(16 * half * 1.4142135623730951);
    }

    /// <summary>The quaternion of a row; the component left out is the positive root of what the others leave.</summary>
    public UnitQuaternion Of(ReadOnlySpan<int> row)
    {
        var largest = row[first] & 3;
        var quaternion = default(UnitQuaternion);
        long rest = 1 << 30;
        for (int i = 0, column = first + 1; i < 4; i++)
        {
            if (i != largest)
            {
                var part = (int)(((((2L * row[column++]) - sum) * toUnit) + (1 << 19)) >> 20);
                quaternion[i] = part;
                rest -= (long)part * part;
            }
        }

        quaternion[largest] = rest <= 0 ? 0 : (int)Math.Sqrt(rest); // Below 2^53 the root of a double is exact enough to truncate alike everywhere.
        return quaternion;
    }

    /// <summary>A component in 1/16 of a column's step, counted from the column's zero.</summary>
    public int Column16(int part) => (int)(((part * toColumn) + (1 << 15)) >> 16) + (8 * sum);

    /// <summary>A difference of components in 1/16 of a column's step.</summary>
    public int Difference16(int part) => (int)(((part * toColumn) + (1 << 15)) >> 16);
}
