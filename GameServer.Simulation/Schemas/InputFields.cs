namespace GameServer.Simulation.Schemas;

/// <summary>
/// The fields of a game's input struct: how an input becomes a row of columns, which of them are edges, and what "no input"
/// is. Immutable.
/// </summary>
public sealed class InputFields
{
    internal InputFields(IReadOnlyList<Column> columns, IReadOnlyList<int> edges)
    {
        Columns = [.. columns];
        Edges = [.. edges];
    }

    /// <summary>The columns in wire order.</summary>
    public ReadOnlySpan<Column> ColumnSpan => Columns;

    internal Column[] Columns { get; }

    /// <summary>Columns that are presses: done once, never repeated for a missing input, never lost with a late one.</summary>
    internal int[] Edges { get; }

    /// <summary>The neutral input: every column at zero, or at the nearest value to it that it has.</summary>
    internal void Neutral(Span<int> row)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            row[i] = Math.Max(Columns[i].Min, Math.Min(Columns[i].Max, 0));
        }
    }
}
