using System.Numerics;
using System.Runtime.InteropServices;
using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// One declared field: carries values between a struct and its columns. <see cref="Seal"/> snaps the struct's own value to
/// what it wrote, so that both hold equal bits; <see cref="Load"/> is its inverse.
/// </summary>
internal abstract class Field<T>(int start)
{
    protected int Start { get; } = start;

    public abstract void Seal(ref T item, Span<int> row, SealPhase phase);

    public abstract void Load(ref T item, ReadOnlySpan<int> row);

    /// <summary>Writes a value between two rows into <paramref name="item"/>; fields without a between take the earlier row's.</summary>
    public virtual void Blend(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share) => Load(ref item, from);
}

internal sealed class FloatField<T>(int start, FieldRef<T, float> field, Grid grid, bool integrated) : Field<T>(start)
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        ref var value = ref field(ref item);
        row[Start] = integrated ? grid.Integrated(value, phase.For(Start)) : grid.Nearest(value);
        value = grid.Value(row[Start]);
    }

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = grid.Value(row[Start]);

    public override void Blend(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share)
    {
        float a = grid.Value(from[Start]), b = grid.Value(to[Start]);
        field(ref item) = a + ((b - a) * share);
    }
}

internal sealed class Vector2Field<T>(int start, FieldRef<T, Vector2> field, Grid grid) : Field<T>(start)
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        ref var value = ref field(ref item);
        row[Start] = grid.Integrated(value.X, phase.For(Start));
        row[Start + 1] = grid.Integrated(value.Y, phase.For(Start + 1));
        value = At(row);
    }

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = At(row);

    public override void Blend(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share)
    {
        Vector2 a = At(from), b = At(to);
        field(ref item) = a + ((b - a) * share);
    }

    private Vector2 At(ReadOnlySpan<int> row) => new(grid.Value(row[Start]), grid.Value(row[Start + 1]));
}

internal sealed class Vector3Field<T>(int start, FieldRef<T, Vector3> field, Grid grid) : Field<T>(start)
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        ref var value = ref field(ref item);
        row[Start] = grid.Integrated(value.X, phase.For(Start));
        row[Start + 1] = grid.Integrated(value.Y, phase.For(Start + 1));
        row[Start + 2] = grid.Integrated(value.Z, phase.For(Start + 2));
        value = At(row);
    }

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = At(row);

    public override void Blend(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share)
    {
        Vector3 a = At(from), b = At(to);
        field(ref item) = a + ((b - a) * share);
    }

    private Vector3 At(ReadOnlySpan<int> row) => new(grid.Value(row[Start]), grid.Value(row[Start + 1]), grid.Value(row[Start + 2]));
}

/// <summary>An angle in radians on a circle of 2^bits steps; loaded as -Pi up to but not including Pi.</summary>
internal sealed class AngleField<T>(int start, FieldRef<T, float> field, int bits, bool integrated) : Field<T>(start)
{
    private readonly double step = 2 * Math.PI / (1L << bits);
    private readonly int mask = (1 << bits) - 1;

    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        ref var value = ref field(ref item);
        row[Start] = Index(value, phase);
        value = Value(row[Start]);
    }

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = Value(row[Start]);

    public override void Blend(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share)
    {
        // The shorter way round: the difference as a signed number of steps.
        var delta = (to[Start] - from[Start]) & mask;
        delta = delta > mask / 2 ? delta - mask - 1 : delta;
        field(ref item) = (float)(((Signed(from[Start])) + (delta * share)) * step);
    }

    private int Index(float value, SealPhase phase)
    {
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            return 0;
        }

        // Beyond 2^62 steps the conversion to an integer gives different bits on different runtimes, and a float no direction.
        if (Math.Abs(value / step) > 4.6e18)
        {
            return 0;
        }

        var nearest = unchecked((int)(long)Math.Floor((value / step) + 0.5)) & mask;
        if (!integrated || Value(nearest) == value)
        {
            return nearest;
        }

        return unchecked((int)(long)Math.Floor((value / step) + (phase.For(Start) * (1.0 / 4294967296.0)))) & mask;
    }

    private float Value(int index) => (float)(Signed(index) * step);

    private int Signed(int index) => index > mask / 2 ? index - mask - 1 : index;
}

internal sealed class IntField<T>(int start, FieldRef<T, int> field, int min, int max) : Field<T>(start)
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        ref var value = ref field(ref item);
        value = Math.Min(max, Math.Max(min, value));
        row[Start] = value;
    }

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = row[Start];
}

internal sealed class BoolField<T>(int start, FieldRef<T, bool> field) : Field<T>(start)
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase) => row[Start] = field(ref item) ? 1 : 0;

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = row[Start] != 0;
}

/// <summary>An enum of any underlying size, read and written as its bytes; values outside become 0.</summary>
internal sealed class EnumField<T, TEnum>(int start, FieldRef<T, TEnum> field, int max) : Field<T>(start)
    where TEnum : unmanaged, Enum
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        var bytes = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref field(ref item), 1));
        long value = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            value |= (long)bytes[i] << (8 * i);
        }

        if (value < 0 || value > max)
        {
            value = 0;
            bytes.Clear();
        }

        row[Start] = (int)value;
    }

    public override void Load(ref T item, ReadOnlySpan<int> row)
    {
        var bytes = MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref field(ref item), 1));
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = i < 4 ? unchecked((byte)(row[Start] >> (8 * i))) : (byte)0;
        }
    }
}

internal sealed class ReferenceField<T>(int start, FieldRef<T, EntityId> field) : Field<T>(start)
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase) => row[Start] = field(ref item).Bits;

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = EntityId.FromBits(row[Start]);
}

internal sealed class TextField<T>(int start, FieldRef<T, ShortText> field) : Field<T>(start)
{
    public override void Seal(ref T item, Span<int> row, SealPhase phase) => field(ref item).CopyTo(row.Slice(Start, ShortText.Words));

    public override void Load(ref T item, ReadOnlySpan<int> row) => field(ref item) = new ShortText(row.Slice(Start, ShortText.Words));
}
