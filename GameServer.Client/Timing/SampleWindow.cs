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
        var sample = (int)Math.Floor(milliseconds);
        if (Count == 0)
        {
            origin = sample - (Bins / 2);
            lowest = Bins - 1;
        }
        else if (sample < origin || sample >= origin + Bins)
        {
            Reach(sample);
        }

        if (Count == ring.Length)
        {
            counts[ring[next]]--;
        }
        else
        {
            Count++;
        }

        var bin = BinOf(sample - origin);
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

    // The low end is what counts, so a sample below every bin moves all of them down, and one above moves them up no farther than the low
    // end allows. Who came in late to a match has a second or more to catch up.
    private void Reach(int sample)
    {
        while (counts[lowest] == 0)
        {
            lowest++;
        }

        var wanted = sample < origin ? sample - (Bins / 4) : Math.Min(origin + lowest, sample - (Bins * 3 / 4));
        var shift = origin - wanted;
        Array.Clear(counts, 0, Bins);
        origin = wanted;
        lowest = Bins - 1;
        for (var i = 0; i < Count; i++)
        {
            ring[i] = BinOf(ring[i] + shift);
            counts[ring[i]]++;
            lowest = Math.Min(lowest, ring[i]);
        }
    }

    private static short BinOf(int bin) => (short)Math.Max(0, Math.Min(Bins - 1, bin));
}
