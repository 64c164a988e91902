namespace GameServer.Simulation.Schemas;

/// <summary>The fields of one record of a struct, in order: how a struct becomes a row of columns and back.</summary>
internal sealed class RecordLayout<T>(IReadOnlyList<Field<T>> fields)
{
    private readonly Field<T>[] fields = [.. fields];

    public void Seal(ref T item, Span<int> row, SealPhase phase)
    {
        foreach (var field in fields)
        {
            field.Seal(ref item, row, phase);
        }
    }

    public void Load(ref T item, ReadOnlySpan<int> row)
    {
        foreach (var field in fields)
        {
            field.Load(ref item, row);
        }
    }

    public void Blend(ref T item, ReadOnlySpan<int> from, ReadOnlySpan<int> to, float share)
    {
        foreach (var field in fields)
        {
            field.Blend(ref item, from, to, share);
        }
    }
}
