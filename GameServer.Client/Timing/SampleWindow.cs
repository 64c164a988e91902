namespace GameServer.Client.Timing;

/// <summary>
/// The last so many samples and their low quantile, without sorting: samples are counted in bins of 1 ms. Old samples fall out,
/// so what a spike taught is forgotten again.
/// </summary>
internal sealed class SampleWindow(int capacity)
{
    private const int Bins = 2048;

    private readonly short[] ring = new short[capacity];
    private readonly ushort[] counts = new ushort[Bins];
    private int next;
    private int origin;
    private int lowest;

    public int Count { get; private set; }

    public void Add(double milliseconds)
    {
        if (Count == 0)
        {
            origin = (int)Math.Floor(milliseconds) - (Bins / 2);
            lowest = Bins - 1;
        }

        if (Count == ring.Length)
        {
            counts[ring[next]]--;
        }
        else
        {
            Count++;
        }

        var bin = (short)Math.Max(0, Math.Min(Bins - 1, Math.Floor(milliseconds) - origin));
        counts[bin]++;
        ring[next] = bin;
        lowest = Math.Min(lowest, bin);
        next = (next + 1) % ring.Length;
    }

    /// <summary>A value that at most this share of the samples lies below, to 1 ms; 0 when there are none.</summary>
    public double Quantile(double share)
    {
        var rank = Math.Max(1, (int)Math.Ceiling(share * Count));
        while (Count > 0 && counts[lowest] == 0)
        {
            lowest++; // Its samples have fallen out.
        }

        for (int bin = lowest, seen = 0; bin < Bins && Count > 0; bin++)
        {
            seen += counts[bin];
            if (seen >= rank)
            {
                return origin + bin;
            }
        }

        return 0;
    }

    public void Clear()
    {
        Count = next = 0;
        Array.Clear(counts, 0, Bins);
    }
}
