using GameServer.Reports;
using Prometheus;

namespace GameServer.Http;

/// <summary>
/// Brings totals in buckets into a Prometheus histogram of the same buckets. The counts are exact; of the sum only the shards know
/// the exact value, so each sample is entered as the mean of all new ones, or as the bound of its bucket that is nearest to it.
/// </summary>
internal sealed class BucketExport
{
    private const double Milli = 1e-3;

    private readonly Histogram histogram;
    private readonly TimeBuckets now;
    private readonly long[] taken;
    private double takenSumMs;

    /// <param name="make">Makes the histogram.</param>
    /// <param name="name">Its name.</param>
    /// <param name="help">What it is.</param>
    /// <param name="buckets">An empty set of the buckets that will be taken.</param>
    public BucketExport(MetricFactory make, string name, string help, TimeBuckets buckets)
    {
        now = buckets;
        taken = new long[buckets.Counts.Length];
        var bounds = buckets.BoundsMs.ToArray().Select(static b => b * Milli).ToArray();
        histogram = make.CreateHistogram(name, help, new HistogramConfiguration { Buckets = bounds });
    }

    /// <summary>Enters what is new in these totals, which together only grow.</summary>
    public void Take(IEnumerable<TimeBuckets> totals)
    {
        now.Clear();
        foreach (var part in totals)
        {
            now.Add(part);
        }

        var count = now.Counts.ToArray().Sum() - taken.Sum();
        var mean = count > 0 ? (now.SumMs - takenSumMs) / count : 0;
        for (var i = 0; i < taken.Length; i++)
        {
            var news = now.Counts[i] - taken[i];
            if (news > 0)
            {
                // A hair inside: the lower bound itself belongs to the bucket below.
                var lowest = i == 0 ? double.NegativeInfinity : Math.BitIncrement(now.BoundsMs[i - 1]);
                var highest = i == now.BoundsMs.Length ? double.PositiveInfinity : now.BoundsMs[i];
                histogram.Observe(Inside(mean, lowest, highest), news);
                taken[i] = now.Counts[i];
            }
        }

        takenSumMs = now.SumMs;
    }

    private static double Inside(double mean, double lowest, double highest) => Math.Min(Math.Max(mean, lowest) * Milli, highest * Milli);
}
