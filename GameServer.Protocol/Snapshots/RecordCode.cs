using GameServer.Protocol.Bits;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Snapshots;

/// <summary>The columns of one record kind, in the order of the wire, and which of them are skipped while nothing rare changed. Immutable.</summary>
internal sealed class RecordCode
{
    private readonly byte[] all;
    private readonly byte[] common;
    private readonly byte[] rare;
    private readonly byte[] speeds;

    public RecordCode(IReadOnlyList<Column> columns, int tickRate)
    {
        Columns = [.. columns.Select(column => new ColumnCode(column, tickRate))];
        all = [.. Enumerable.Range(0, columns.Count).Select(static i => checked((byte)i))];
        common = [.. all.Where(i => !columns[i].IsRare)];
        rare = [.. all.Where(i => columns[i].IsRare)];
        speeds = [.. all.Where(i => columns[i].Model is ColumnModel.Velocity or ColumnModel.AngularVelocity)];
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
        if (!reader.ReadBit())
        {
            foreach (var i in common)
            {
                row[i] = Columns[i].Guess(baseline, row, i, age);
            }

            CopyRare(baseline, row);
            return !reader.IsExhausted;
        }

        var isRare = rare.Length > 0 && reader.ReadBit();
        if (!isRare)
        {
            CopyRare(baseline, row);
        }

        return TryReadColumns(ref reader, isRare ? all : common, baseline, row, age) && !reader.IsExhausted;
    }

    private bool TryReadColumns(ref BitReader reader, byte[] wanted, ReadOnlySpan<int> baseline, Span<int> row, int age)
    {
        var bits = reader; // A reader of its own stays in registers.
        var columns = Columns;
        Span<byte> classes = stackalloc byte[columns.Length];
        var line = ColumnCode.LineOf(age);
        var largest = ColumnCode.NothingBefore;
        foreach (var i in wanted)
        {
            ref readonly var column = ref columns[i];
            var context = column.ContextColumn < 0 ? largest : classes[column.ContextColumn];
            if (!column.TryReadDelta(ref bits, baseline, row, i, age, line + context, out row[i], out var difference))
            {
                return false;
            }

            classes[i] = (byte)difference;
            largest = Larger(largest, difference);
        }

        reader = bits;
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

    private void CopyRare(ReadOnlySpan<int> from, Span<int> to)
    {
        foreach (var i in rare)
        {
            to[i] = from[i];
        }
    }
}
