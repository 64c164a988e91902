using System.Runtime.CompilerServices;
using GameServer.Protocol.Bits;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// How one column is guessed from its baseline and how the difference is written. Integer arithmetic only, so that both ends
/// guess alike. Immutable, made once per schema and tick rate; a value with all that it needs beside it, since each client walks
/// its own table of them once per entity, from a cold cache.
/// </summary>
internal readonly struct ColumnCode
{
    /// <summary>The context of a column before which nothing was coded; the others are the classes of <see cref="ClassOf"/>.</summary>
    public const int NothingBefore = 5;

    /// <summary>The most bits of a short code: a length in ones, a zero, as many bits, and those of the greatest order.</summary>
    public const int ShortBitsMax = (2 * (EscapeUsual - 1)) + 1 + 9;

    private const int RatioShift = 20;
    private const int Contexts = NothingBefore + 1;
    private const int EscapeUsual = 7;
    private const int EscapeOfAngles = 4;

    // Exponential-Golomb orders, a line for each number of bits in the baseline's age, since a longer flight leaves a larger error, and in
    // it one for each context, since a thing that turned off its way did so on every axis. Measured on the crowd scenario; a trained
    // model replaces these.
    private static readonly int[] VelocityOrders =
    [
        0, 4, 5, 4, 5, 1,
        0, 4, 6, 4, 5, 1,
        0, 5, 5, 6, 6, 2,
        0, 4, 6, 6, 7, 3,
        0, 4, 6, 6, 7, 6,
        0, 5, 6, 7, 8, 7,
        0, 5, 6, 7, 8, 8,
        0, 5, 6, 7, 8, 8,
        0, 5, 6, 7, 8, 8,
        0, 5, 6, 7, 8, 8,
    ];

    private static readonly int[] PositionOrders =
    [
        0, 0, 0, 0, 1, 0,
        0, 0, 0, 0, 1, 0,
        0, 0, 0, 0, 2, 0,
        0, 0, 0, 1, 3, 0,
        0, 0, 1, 3, 5, 2,
        0, 1, 2, 4, 6, 3,
        2, 3, 4, 5, 7, 5,
        3, 4, 5, 6, 8, 6,
        4, 5, 6, 7, 9, 7,
        5, 6, 7, 8, 9, 8,
    ];

    private static readonly int[] AngleOrders = SameInEachContext([0, 0, 0, 0, 1, 2, 3, 3, 3, 3]);
    private static readonly int[] PlainOrders = SameInEachContext([0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    private readonly int[] orders;
    private readonly long ratio;
    private readonly long mask;
    private readonly int min;
    private readonly int max;
    private readonly uint span;
    private readonly int half;
    private readonly short velocityColumn;
    private readonly byte bits;
    private readonly byte escape;
    private readonly ColumnModel model;

    public ColumnCode(Column column, int tickRate)
    {
        (min, max, span) = (column.Min, column.Max, column.Span);
        (bits, model, velocityColumn) = ((byte)column.Bits, column.Model, (short)column.VelocityColumn);
        orders = model switch
        {
            ColumnModel.Velocity => VelocityOrders,
            ColumnModel.Position => PositionOrders,
            ColumnModel.Angle => AngleOrders,
            _ => PlainOrders,
        };

        escape = (byte)(model == ColumnModel.Angle ? EscapeOfAngles : EscapeUsual);

        mask = model == ColumnModel.Angle ? span : -1;

        // The mean of old and new velocity over the age: half a tick's share of the ratio for each.
        ratio = (long)Math.Round(column.VelocityRatio / tickRate / 2 * (1 << RatioShift));
        half = (int)((span / 2) + 1);
    }

    /// <summary>Writes the whole value.</summary>
    public void WriteWhole(ref BitWriter writer, int value) => writer.Write(unchecked((uint)(value - min)), bits);

    /// <summary>Reads a whole value; false when it is out of the column's range.</summary>
    public bool TryReadWhole(ref BitReader reader, out int value)
    {
        var offset = reader.Read(bits);
        value = unchecked(min + (int)offset);
        return offset <= span;
    }

    /// <summary>The column whose difference says most about this one's, or -1 for whatever was coded before.</summary>
    public int ContextColumn => velocityColumn;

    /// <summary>Where the orders for an age begin; the context is added to it.</summary>
    public static int LineOf(int age) => BitMath.BitsFor((uint)age) * Contexts;

    /// <summary>How large a difference is, from 0 for none to 4: the context of the columns behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ClassOf(ulong residual) => (residual > 0 ? 1 : 0) + (residual > 4 ? 1 : 0) + (residual > 16 ? 1 : 0) + (residual > 64 ? 1 : 0);

    /// <summary>The difference of a value to its guess, folded so that it is not negative; 0 exactly when it is as guessed.</summary>
    public ulong Residual(ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int index, int age) =>
        model == ColumnModel.Opaque ? row[index] == baseline[index] ? 0UL : 1UL : ZigZag.Fold(Difference(row[index], Guess(baseline, row, index, age)));

    /// <summary>The value when there is no difference.</summary>
    public int Guess(ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int index, int age)
    {
        if (velocityColumn < 0)
        {
            return baseline[index];
        }

        var speeds = (long)baseline[velocityColumn] + row[velocityColumn];
        var moved = ((speeds * age * ratio) + (1 << (RatioShift - 1))) >> RatioShift;
        return (int)Math.Max(min, Math.Min(max, baseline[index] + moved));
    }

    /// <summary>Writes a difference.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="residual">What <see cref="Residual"/> gave.</param>
    /// <param name="value">The value itself, for a difference that no short code has.</param>
    /// <param name="place"><see cref="LineOf"/> the baseline's age, and the class of the difference that this one goes by or <see cref="NothingBefore"/>.</param>
    public void WriteDelta(ref BitWriter writer, ulong residual, int value, int place)
    {
        if (model == ColumnModel.Opaque)
        {
            writer.Write(residual != 0);
            if (residual != 0)
            {
                WriteWhole(ref writer, value);
            }

            return;
        }

        var order = orders[place];
        if (residual >> order < (1UL << escape) - 1)
        {
            PrefixCode.Write(ref writer, (uint)residual, order);
            return;
        }

        // A jump: the ones that no short code begins with, then the value itself.
        writer.Write((1u << escape) - 1, escape);
        WriteWhole(ref writer, value);
    }

    /// <summary>
    /// Reads what <see cref="WriteDelta"/> wrote as a short code, out of bits that the caller holds, at least <see cref="ShortBitsMax"/> of them; false when it is
    /// no such code. Inlined into the loop over a record's columns, which is where decoding spends its time. Not for opaque columns.
    /// </summary>
    /// <param name="window">The bits; gives up those that were read.</param>
    /// <param name="left">How many are left; goes down by those that were read.</param>
    /// <param name="baseline">The row that the code is against.</param>
    /// <param name="row">The row of now, its columns before this one read already.</param>
    /// <param name="index">Which column.</param>
    /// <param name="age">The baseline's.</param>
    /// <param name="line"><see cref="LineOf"/> the age.</param>
    /// <param name="largest">The greatest class of the differences read so far, -1 for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadShort(ref ulong window, ref int left, ReadOnlySpan<int> baseline, Span<int> row, int index, int age, int line, ref int largest)
    {
        var length = BitMath.LowestBit(~window);
        var context = largest + ((largest >> 31) & (NothingBefore + 1)); // Without a branch: no processor could foresee it.
        long guess = baseline[index];
        if (velocityColumn >= 0)
        {
            // Velocities are guessed as they were, so that their difference is in the rows.
            context = ClassOf(ZigZag.Fold((long)row[velocityColumn] - baseline[velocityColumn]));
            guess = Guess(baseline, row, index, age);
        }

        if (length >= escape)
        {
            return false;
        }

        var order = orders[line + context];
        var rest = window >> (length + 1);
        var quotient = (1u << length) | ((uint)rest & ((1u << length) - 1));
        var folded = ((quotient - 1) << order) | ((uint)(rest >> length) & ((1u << order) - 1));
        var bitsRead = (2 * length) + 1 + order;
        window >>= bitsRead;
        left -= bitsRead;
        var difference = ClassOf(folded);
        var shortOf = difference - largest;
        largest = difference - (shortOf & (shortOf >> 31));
        var value = (guess + ZigZag.Unfold(folded)) & mask;
        row[index] = (int)value;
        return value >= min && value <= max;
    }

    /// <summary>Reads what <see cref="WriteDelta"/> wrote; false when it leads out of the column's range.</summary>
    /// <returns>False, or true with the value and the class of its difference.</returns>
    public bool TryReadDelta(ref BitReader reader, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int index, int age, int place, out int value, out int difference)
    {
        var window = reader.Peek();
        var length = BitMath.LowestBit(~(ulong)window);
        if (model == ColumnModel.Opaque || length >= escape)
        {
            return TryReadUnguessed(ref reader, baseline, row, index, age, out value, out difference);
        }

        // PrefixCode.TryRead in one look: a short code has at most 6 + 1 + 6 + 9 bits.
        var order = orders[place];
        window >>= length + 1;
        var quotient = (1u << length) | (window & ((1u << length) - 1));
        var folded = ((quotient - 1) << order) | ((window >> length) & ((1u << order) - 1));
        reader.Skip((2 * length) + 1 + order);
        difference = ClassOf(folded);
        var wide = (Guess(baseline, row, index, age) + (long)ZigZag.Unfold(folded)) & mask;
        value = (int)wide;
        return wide >= min && wide <= max;
    }

    // A column that is not guessed at all, or a jump.
    private bool TryReadUnguessed(ref BitReader reader, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int index, int age, out int value, out int difference)
    {
        if (model == ColumnModel.Opaque)
        {
            value = baseline[index];
            var isNew = reader.ReadBit();
            difference = isNew ? 1 : 0;
            return !isNew || TryReadWhole(ref reader, out value);
        }

        reader.Skip(escape);
        var isRead = TryReadWhole(ref reader, out value);
        difference = ClassOf(ZigZag.Fold(Difference(value, Guess(baseline, row, index, age))));
        return isRead;
    }

    private static int[] SameInEachContext(int[] orders) => [.. orders.SelectMany(static order => Enumerable.Repeat(order, Contexts))];

    // In 64 bits, for a column may span all of 32. Angles take the shorter way round.
    private long Difference(int value, int guess)
    {
        var difference = (long)value - guess;
        if (model != ColumnModel.Angle)
        {
            return difference;
        }

        difference &= span;
        return difference >= half ? difference - span - 1 : difference;
    }
}
