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
    private const int RatioShift = 20;
    private const int EscapeLength = 7;

    // Exponential-Golomb order by the number of bits in the baseline's age: a longer flight leaves a larger error. Measured on
    // the crowd scenario; a trained model replaces these.
    private static readonly int[] VelocityOrders = [0, 1, 1, 2, 3, 3, 4, 4, 4, 4];
    private static readonly int[] PositionOrders = [0, 0, 0, 1, 2, 3, 5, 6, 7, 8];
    private static readonly int[] AngleOrders = [0, 0, 0, 1, 2, 3, 4, 4, 4, 4];
    private static readonly int[] PlainOrders = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly int[] orders;
    private readonly long ratio;
    private readonly int min;
    private readonly int max;
    private readonly uint span;
    private readonly int half;
    private readonly short velocityColumn;
    private readonly byte bits;
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

    public void WriteDelta(ref BitWriter writer, int value, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int index, int age)
    {
        if (model == ColumnModel.Opaque)
        {
            writer.Write(value != baseline[index]);
            if (value != baseline[index])
            {
                WriteWhole(ref writer, value);
            }

            return;
        }

        var folded = Fold(Difference(value, Guess(baseline, row, index, age)));
        var order = orders[BitMath.BitsFor((uint)age)];
        if (folded >> order < (1UL << EscapeLength) - 1)
        {
            PrefixCode.Write(ref writer, (uint)folded, order);
            return;
        }

        // A jump: the ones that no short code begins with, then the value itself.
        writer.Write((1u << EscapeLength) - 1, EscapeLength);
        WriteWhole(ref writer, value);
    }

    public bool TryReadDelta(ref BitReader reader, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int index, int age, out int value)
    {
        if (model == ColumnModel.Opaque)
        {
            value = baseline[index];
            return !reader.ReadBit() || TryReadWhole(ref reader, out value);
        }

        var window = reader.Peek();
        var length = BitMath.LowestBit(~(ulong)window);
        if (length >= EscapeLength)
        {
            reader.Skip(EscapeLength);
            return TryReadWhole(ref reader, out value);
        }

        // PrefixCode.TryRead in one look: a short code has at most 6 + 1 + 6 + 8 bits, and this is where decoding spends its time.
        var order = orders[BitMath.BitsFor((uint)age)];
        window >>= length + 1;
        var quotient = (1u << length) | (window & ((1u << length) - 1));
        var folded = ((quotient - 1) << order) | ((window >> length) & ((1u << order) - 1));
        reader.Skip((2 * length) + 1 + order);
        var wide = Guess(baseline, row, index, age) + (long)Unfold(folded);
        if (model == ColumnModel.Angle)
        {
            wide &= span;
        }

        value = (int)wide;
        return wide >= min && wide <= max;
    }

    private static ulong Fold(long value) => unchecked((ulong)((value << 1) ^ (value >> 63)));

    private static int Unfold(uint folded) => unchecked((int)(folded >> 1) ^ -(int)(folded & 1));

    private int Guess(ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int index, int age)
    {
        if (velocityColumn < 0)
        {
            return baseline[index];
        }

        var speeds = (long)baseline[velocityColumn] + row[velocityColumn];
        var moved = ((speeds * age * ratio) + (1 << (RatioShift - 1))) >> RatioShift;
        return (int)Math.Max(min, Math.Min(max, baseline[index] + moved));
    }

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
