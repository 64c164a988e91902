using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Snapshots;

/// <summary>The columns of one record kind, in the order of the wire, and which of them are skipped while nothing rare changed. Immutable.</summary>
internal sealed class RecordCode
{
    private readonly byte[] rare;
    private readonly byte[] speeds;

    public RecordCode(IReadOnlyList<Column> columns, int tickRate)
    {
        Columns = [.. columns.Select(column => new ColumnCode(column, tickRate))];
        All = [.. Enumerable.Range(0, columns.Count).Select(static i => checked((byte)i))];
        Common = [.. All.Where(i => !columns[i].IsRare)];
        rare = [.. All.Where(i => columns[i].IsRare)];
        speeds = [.. All.Where(i => columns[i].Model is ColumnModel.Velocity or ColumnModel.AngularVelocity)];
    }

    public ColumnCode[] Columns { get; }

    /// <summary>Indexes of all columns.</summary>
    public byte[] All { get; }

    /// <summary>Indexes of those that are not rare.</summary>
    public byte[] Common { get; }

    public bool HasRare => rare.Length > 0;

    public bool HasRareChange(ReadOnlySpan<int> before, ReadOnlySpan<int> row)
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

    public void CopyRare(ReadOnlySpan<int> from, Span<int> to)
    {
        foreach (var i in rare)
        {
            to[i] = from[i];
        }
    }
}
