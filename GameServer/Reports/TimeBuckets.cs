namespace GameServer.Reports;

/// <summary>
/// How many times fell between which bounds, and their sum: totals since the start that only grow, so that whoever reads them takes
/// differences. Recording allocates nothing. Owned by one thread; copies go anywhere.
/// </summary>
internal sealed class TimeBuckets
{
    private static readonly double[] AgesMs = [5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 500, 1000, 2000];
    private static readonly double[] WaitsMs = [-250, -100, -50, -20, -5, 0, 5, 10, 20, 35, 50, 75, 100, 150, 250];
    private static readonly double[] TicksMs = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 33, 66, 250];

    private readonly double[] boundsMs;
    private readonly long[] counts;

    private TimeBuckets(double[] boundsMs) => (this.boundsMs, counts) = (boundsMs, new long[boundsMs.Length + 1]);

    /// <summary>Upper bounds in ms, ascending; the last bucket, beyond them, has none.</summary>
    public ReadOnlySpan<double> BoundsMs => boundsMs;

    /// <summary>Samples up to each bound and above the one before; one more than there are bounds.</summary>
    public ReadOnlySpan<long> Counts => counts;

    public double SumMs { get; private set; }

    /// <summary>For ages: how old is what a player sees.</summary>
    public static TimeBuckets OfAges() => new(AgesMs);

    /// <summary>For the time that inputs wait for their tick; below zero they came too late for it.</summary>
    public static TimeBuckets OfWaits() => new(WaitsMs);

    /// <summary>For tick durations and for how late ticks begin.</summary>
    public static TimeBuckets OfTicks() => new(TicksMs);

    public void Record(double milliseconds)
    {
        var i = 0;
        while (i < boundsMs.Length && milliseconds > boundsMs[i])
        {
            i++;
        }

        counts[i]++;
        SumMs += milliseconds;
    }

    /// <summary>Adds another of the same bounds.</summary>
    public void Add(TimeBuckets other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }

        SumMs += other.SumMs;
    }

    public void Clear()
    {
        Array.Clear(counts);
        SumMs = 0;
    }
}
