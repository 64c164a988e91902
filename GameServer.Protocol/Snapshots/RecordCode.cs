using GameServer.Protocol.Bits;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Snapshots;

/// <summary>The columns of one record kind, in the order of the wire, and which of them are skipped while nothing rare changed. Immutable.</summary>
internal sealed class RecordCode
{
    private readonly byte[] all;
    private readonly byte[] common;
    private readonly byte[] rare;
    private readonly byte[] speeds;
    private readonly byte[] guided;
    private readonly bool isShort;

    public RecordCode(IReadOnlyList<Column> columns, int tickRate)
    {
        Columns = [.. columns.Select(column => new ColumnCode(column, tickRate))];
        all = [.. Enumerable.Range(0, columns.Count).Select(static i => checked((byte)i))];
        common = [.. all.Where(i => !columns[i].IsRare)];
        rare = [.. all.Where(i => columns[i].IsRare)];
        speeds = [.. all.Where(i => columns[i].Model is ColumnModel.Velocity or ColumnModel.AngularVelocity)];
        guided = [.. common.Where(i => columns[i].VelocityColumn >= 0)];
        isShort = Array.TrueForAll(common, i => columns[i].Model != ColumnModel.Opaque && (columns[i].VelocityColumn < 0 || columns[columns[i].VelocityColumn].Model == ColumnModel.Velocity));
    }

    public ColumnCode[] Columns { get; }

    /// <summary>Whether every velocity is nothing; true for what has none.</summary>
    public bool IsStill(ReadOnlySpan<int> row)
    {
        foreach (var i in speeds)
        {
            if (row[i] != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Writes what changed since a baseline row: a zero bit when everything is as guessed, else the columns one by one. A column's code
    /// goes by how far off the ones before it were.
    /// </summary>
    public void WriteDelta(ref BitWriter writer, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int age)
    {
        Span<ulong> residuals = stackalloc ulong[Columns.Length];
        var isRare = HasRareChange(baseline, row);
        var any = isRare ? 1UL : 0;
        foreach (var i in common)
        {
            residuals[i] = Columns[i].Residual(baseline, row, i, age);
            any |= residuals[i];
        }

        writer.Write(any != 0);
        if (any == 0)
        {
            return;
        }

        if (rare.Length > 0)
        {
            writer.Write(isRare);
        }

        var line = ColumnCode.LineOf(age);
        var largest = ColumnCode.NothingBefore;
        foreach (var i in isRare ? all : common)
        {
            ref readonly var column = ref Columns[i];
            var residual = isRare ? column.Residual(baseline, row, i, age) : residuals[i];
            column.WriteDelta(ref writer, residual, row[i], line + (column.ContextColumn < 0 ? largest : ColumnCode.ClassOf(residuals[column.ContextColumn])));
            largest = Larger(largest, ColumnCode.ClassOf(residual));
        }
    }

    /// <summary>Reads what <see cref="WriteDelta"/> wrote; false when the bits lead out of a column's range.</summary>
    public bool TryReadDelta(ref BitReader reader, ReadOnlySpan<int> baseline, Span<int> row, int age)
    {
        baseline[..Columns.Length].CopyTo(row);
        return TryReadDeltas(ref reader, slots: 1, baseline, row, Columns.Length, age);
    }

    /// <summary>The same for some of up to 64 rows that lie side by side and are copies of their baselines: what does not change is not touched.</summary>
    public bool TryReadDeltas(ref BitReader reader, ulong slots, ReadOnlySpan<int> baselines, Span<int> rows, int stride, int age)
    {
        while (slots != 0)
        {
            // As many as are as guessed, a zero bit each, and then one that is not: at least one a round, also when the bits have ended.
            var zeros = BitMath.LowestBit(reader.Peek() | (1UL << 32));
            var passed = 0;
            for (; passed < zeros && slots != 0; passed++, slots &= slots - 1)
            {
                var row = rows.Slice(BitMath.LowestBit(slots) * stride, stride);
                foreach (var i in guided)
                {
                    row[i] = Columns[i].Guess(row, row, i, age);
                }
            }

            reader.Skip(passed);
            if (slots != 0 && zeros < 32)
            {
                reader.Skip(1);
                var at = BitMath.LowestBit(slots) * stride;
                slots &= slots - 1;
                if (!TryReadChanged(ref reader, baselines.Slice(at, stride), rows.Slice(at, stride), age))
                {
                    return false;
                }
            }
        }

        return !reader.IsExhausted;
    }

    private bool TryReadChanged(ref BitReader reader, ReadOnlySpan<int> baseline, Span<int> row, int age)
    {
        var isRare = rare.Length > 0 && reader.ReadBit();
        return (isShort && !isRare && TryReadShort(ref reader, baseline, row, age)) || TryReadColumns(ref reader, isRare ? all : common, baseline, row, age);
    }

    // Nearly every code: nothing rare, no jump. The bits are held in a register that gives them up from below; false, and nothing read, when
    // it is another code.
    private bool TryReadShort(ref BitReader reader, ReadOnlySpan<int> baseline, Span<int> row, int age)
    {
        var bits = reader;
        var window = bits.PeekLong();
        var left = BitReader.PeekLongBits;
        var line = ColumnCode.LineOf(age);
        var largest = -1;
        foreach (var i in common)
        {
            if (left < ColumnCode.ShortBitsMax)
            {
                bits.Skip(BitReader.PeekLongBits - left);
                window = bits.PeekLong();
                left = BitReader.PeekLongBits;
            }

            if (!Columns[i].TryReadShort(ref window, ref left, baseline, row, i, age, line, ref largest))
            {
                return false;
            }
        }

        bits.Skip(BitReader.PeekLongBits - left);
        reader = bits;
        return true;
    }

    private bool TryReadColumns(ref BitReader reader, byte[] wanted, ReadOnlySpan<int> baseline, Span<int> row, int age)
    {
        Span<byte> classes = stackalloc byte[Columns.Length];
        var line = ColumnCode.LineOf(age);
        var largest = ColumnCode.NothingBefore;
        foreach (var i in wanted)
        {
            ref readonly var column = ref Columns[i];
            var context = column.ContextColumn < 0 ? largest : classes[column.ContextColumn];
            if (!column.TryReadDelta(ref reader, baseline, row, i, age, line + context, out row[i], out var difference))
            {
                return false;
            }

            classes[i] = (byte)difference;
            largest = Larger(largest, difference);
        }

        return true;
    }

    private static int Larger(int largest, int difference) => largest == ColumnCode.NothingBefore ? difference : Math.Max(largest, difference);

    private bool HasRareChange(ReadOnlySpan<int> before, ReadOnlySpan<int> row)
    {
        foreach (var i in rare)
        {
            if (before[i] != row[i])
            {
                return true;
            }
        }

        return false;
    }
}
