namespace GameServer.Tools.Train.Training;

/// <summary>
/// One feature of every sample, as the number of the bin it falls into: at most 40 bins between quantiles, and single values
/// around zero, where most decisions lie.
/// </summary>
internal sealed class FeatureColumn
{
    private const int Quantiles = 32;
    private const int SortedMax = 100_000;

    private readonly int[] edges;

    public FeatureColumn(ReadOnlySpan<int> values)
    {
        var sorted = new int[Math.Min(values.Length, SortedMax)];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = values[(int)((long)i * values.Length / sorted.Length)];
        }

        Array.Sort(sorted);
        var found = new SortedSet<int>();
        for (var i = 1; i < Quantiles; i++)
        {
            found.Add(sorted[(int)((long)i * sorted.Length / Quantiles)]);
        }

        for (var value = -2; value <= 3; value++)
        {
            found.Add(value);
        }

        found.RemoveWhere(value => value <= sorted[0] || value > sorted[^1]);
        edges = [.. found];
        Bins = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            Bins[i] = Bin(values[i]);
        }
    }

    public byte[] Bins { get; }

    public int Count => edges.Length + 1;

    /// <summary>The smallest value above a bin.</summary>
    public int Threshold(int bin) => edges[bin];

    private byte Bin(int value)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = value >= edges[middle] ? (middle + 1, high) : (low, middle);
        }

        return (byte)low;
    }
}
