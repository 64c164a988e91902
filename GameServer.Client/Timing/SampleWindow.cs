namespace GameServer.Client.Timing;

/// <summary>
/// The samples of the last seconds and their low quantile, without sorting: samples are counted in bins of 1 ms. Old samples fall out,
/// so what a spike taught is forgotten again, however few come; but the last few are kept, to have something to go by.
/// </summary>
/// <param name="capacity">The most samples.</param>
/// <param name="seconds">How old they become.</param>
internal sealed class SampleWindow(int capacity, double seconds)
{
    private const int Bins = 2048;
    private const int KeptMin = 8;

    private readonly short[] ring = new short[capacity];
    private readonly double[] times = new double[capacity];
    private readonly ushort[] counts = new ushort[Bins];
    private int next;
    private int origin;
    private int lowest;

    public int Count { get; private set; }

    /// <param name="milliseconds">The sample.</param>
    /// <param name="now">Seconds on a clock that never goes back.</param>
    public void Add(double milliseconds, double now)
    {
        Forget(now - seconds);
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
        times[next] = now;
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

    private void Forget(double before)
    {
        for (var oldest = (next + ring.Length - Count) % ring.Length; Count >= KeptMin && times[oldest] < before; oldest = (oldest + 1) % ring.Length)
        {
            counts[ring[oldest]]--;
            Count--;
        }
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
        for (var i = 1; i <= Count; i++)
        {
            ref var bin = ref ring[(next + ring.Length - i) % ring.Length];
            bin = BinOf(bin + shift);
            counts[bin]++;
            lowest = Math.Min(lowest, bin);
        }
    }

    private static short BinOf(int bin) => (short)Math.Max(0, Math.Min(Bins - 1, bin));
}
