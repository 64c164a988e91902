namespace GameServer.Protocol.Snapshots;

/// <summary>
/// The rows of one entity that a delta is written against: the baseline's and up to two earlier ones of the same entity, as
/// both ends hold them. Rows of states that are not named are empty.
/// </summary>
public readonly ref struct BaselineRows
{
    /// <summary>Rows and their ages; see <see cref="BaselineAges"/>.</summary>
    public BaselineRows(BaselineAges ages, ReadOnlySpan<int> newest, ReadOnlySpan<int> second = default, ReadOnlySpan<int> third = default)
    {
        Ages = ages;
        Newest = newest;
        Second = second;
        Third = third;
    }

    /// <summary>How long before the snapshot each row was.</summary>
    public BaselineAges Ages { get; }

    /// <summary>The baseline: what "unchanged" means.</summary>
    public ReadOnlySpan<int> Newest { get; }

    /// <summary>An earlier state, or empty.</summary>
    public ReadOnlySpan<int> Second { get; }

    /// <summary>A still earlier state, or empty.</summary>
    public ReadOnlySpan<int> Third { get; }
}
