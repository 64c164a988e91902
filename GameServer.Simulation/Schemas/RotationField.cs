using System.Numerics;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// A unit quaternion as its three smaller components (Glenn Fiedler, "Snapshot Compression", 2015): the index of the largest,
/// then three numbers within +-1/sqrt(2). The sign is chosen so that the largest is positive; q and -q are one rotation.
/// </summary>
internal sealed class RotationField<T>(int start, FieldRef<T, Quaternion> field, int bits) : Field<T>(start)
{
    public const int Columns = 4;

    private const double Limit = 0.70710678118654752;
    private readonly Grid grid = new(Limit / ((1 << (bits - 1)) - 1), -((1 << (bits - 1)) - 1), (1 << (bits - 1)) - 1);

    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        ref var value = ref field(ref item);
        if (TryOnGrid(ref value, row))
        {
            return; // Normalising again would shake a body at rest.
        }

        Span<float> parts = [value.X, value.Y, value.Z, value.W];
        var largest = Largest(parts);
        var length = Math.Sqrt(((double)parts[0] * parts[0]) + ((double)parts[1] * parts[1]) + ((double)parts[2] * parts[2]) + ((double)parts[3] * parts[3]));
        if (!(length > 1e-6) || double.IsInfinity(length))
        {
            parts.Clear(); // Nothing to scale by: no rotation.
            parts[3] = 1;
            largest = 3;
            length = 1;
        }

        Write(row, parts, largest, (parts[largest] < 0 ? -1 : 1) / length, phase);
        value = At(row);
        TryOnGrid(ref value, row); // The row that the next tick will write if nothing turns meanwhile.
    }

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = At(row);

    public override void Blend(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share)
    {
        Quaternion a = At(from), b = At(to);
        var sign = (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z) + (a.W * b.W) < 0 ? -1f : 1f;
        var mixed = new Quaternion(
            a.X + (((sign * b.X) - a.X) * share),
            a.Y + (((sign * b.Y) - a.Y) * share),
            a.Z + (((sign * b.Z) - a.Z) * share),
            a.W + (((sign * b.W) - a.W) * share));
        var length = MathF.Sqrt((mixed.X * mixed.X) + (mixed.Y * mixed.Y) + (mixed.Z * mixed.Z) + (mixed.W * mixed.W));
        field(ref item) = length > 1e-6f ? new Quaternion(mixed.X / length, mixed.Y / length, mixed.Z / length, mixed.W / length) : a;
    }

    /// <summary>
    /// Writes the row that gives the value back, if one does. Rounding can lift a part above the one left out, so every part
    /// is tried as the one left out, the largest first.
    /// </summary>
    private bool TryOnGrid(ref Quaternion value, Span<int> row)
    {
        Span<float> parts = [value.X, value.Y, value.Z, value.W];
        var largest = Largest(parts);
        for (var i = 0; i < 4; i++)
        {
            Write(row, parts, (largest + i) & 3, 1, null);
            var sealedValue = At(row);
            if (sealedValue == value)
            {
                value = sealedValue; // Equal, but a zero may have had a sign that the row does not carry.
                return true;
            }
        }

        return false;
    }

    private static int Largest(ReadOnlySpan<float> parts)
    {
        var largest = 0;
        for (var i = 1; i < 4; i++)
        {
            if (Math.Abs(parts[i]) > Math.Abs(parts[largest]))
            {
                largest = i;
            }
        }

        return largest;
    }

    private void Write(Span<int> row, ReadOnlySpan<float> parts, int largest, double scale, SealPhase? phase)
    {
        row[Start] = largest;
        for (int i = 0, column = Start + 1; i < 4; i++)
        {
            if (i != largest)
            {
                var part = (float)(parts[i] * scale);
                row[column] = phase is { } p ? grid.Integrated(part, p.For(column)) : grid.Nearest(part);
                column++;
            }
        }
    }

    private Quaternion At(ReadOnlySpan<int> row)
    {
        Span<float> parts = stackalloc float[4];
        var largest = row[Start] & 3;
        var rest = 1.0;
        for (int i = 0, column = Start + 1; i < 4; i++)
        {
            if (i != largest)
            {
                parts[i] = grid.Value(row[column]);
                rest -= (double)parts[i] * parts[i];
                column++;
            }
        }

        parts[largest] = (float)Math.Sqrt(Math.Max(0, rest));
        return new Quaternion(parts[0], parts[1], parts[2], parts[3]);
    }
}
