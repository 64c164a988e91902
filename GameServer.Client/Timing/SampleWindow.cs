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
    private const int BlockBins = 32;
    private const int KeptMin = 8;

    private readonly short[] ring = new short[capacity];
    private readonly double[] times = new double[capacity];
    private readonly ushort[] counts = new ushort[Bins];

    // The sums of so many bins each: a wide spread is passed over in few steps.
    private readonly ushort[] blocks = new ushort[Bins / BlockBins];
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
            TakeOut(ring[next]);
        }

        var bin = BinOf(sample - origin);
        PutIn(bin);
        ring[next] = bin;
        times[next] = now;
        next = (next + 1) % ring.Length;
    }

    /// <summary>A value that at most this share of the samples lies below, to 1 ms; 0 when there are none.</summary>
    public double Quantile(double share)
    {
        if (Count == 0)
        {
            return 0;
        }

        var rank = Math.Max(1, (int)Math.Ceiling(share * Count));
        var (block, seen) = (lowest / BlockBins, 0);
        while (seen + blocks[block] < rank)
        {
            seen += blocks[block++];
        }

        var bin = block * BlockBins;
        while ((seen += counts[bin]) < rank)
        {
            bin++;
        }

        return origin + bin;
    }

    public void Clear()
    {
        Count = next = 0;
        Empty();
    }

    private void Forget(double before)
    {
        for (var oldest = (next + ring.Length - Count) % ring.Length; Count >= KeptMin && times[oldest] < before; oldest = (oldest + 1) % ring.Length)
        {
            TakeOut(ring[oldest]);
        }
    }

    // The low end is what counts, so a sample below every bin moves all of them down, and one above moves them up no farther than the low
    // end allows. Who came in late to a match has a second or more to catch up.
    private void Reach(int sample)
    {
        lowest = (int)Quantile(0) - origin;
        var wanted = sample < origin ? sample - (Bins / 4) : Math.Min(origin + lowest, sample - (Bins * 3 / 4));
        var shift = origin - wanted;
        var count = Count;
        Count = 0;
        Empty();
        origin = wanted;
        lowest = Bins - 1;
        for (var i = 1; i <= count; i++)
        {
            ref var bin = ref ring[(next + ring.Length - i) % ring.Length];
            bin = BinOf(bin + shift);
            PutIn(bin);
        }
    }

    private void PutIn(int bin)
    {
        Count++;
        counts[bin]++;
        blocks[bin / BlockBins]++;
        lowest = Math.Min(lowest, bin);
    }

    private void TakeOut(int bin)
    {
        Count--;
        counts[bin]--;
        blocks[bin / BlockBins]--;
    }

    private void Empty()
    {
        Array.Clear(counts, 0, counts.Length);
        Array.Clear(blocks, 0, blocks.Length);
    }

    private static short BinOf(int bin) => (short)Math.Max(0, Math.Min(Bins - 1, bin));
}
