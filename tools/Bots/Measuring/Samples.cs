using HdrHistogram;

namespace GameServer.Tools.Bots.Measuring;

/// <summary>
/// Percentiles of what was sampled, with the error of a histogram of so many digits. Recording allocates nothing. Owned by
/// whoever records; a copy may go anywhere.
/// </summary>
public sealed class Samples
{
    private readonly HistogramBase histogram;
    private readonly long offset;
    private readonly double scale;
    private readonly long valueMax;

    private Samples(HistogramBase histogram, long offset, double scale, long valueMax) =>
        (this.histogram, this.offset, this.scale, this.valueMax) = (histogram, offset, scale, valueMax);

    /// <summary>How many there are.</summary>
    public long Count => histogram.TotalCount;

    /// <summary>A value that this share of the samples does not exceed, 0 to 100; NaN when there are none.</summary>
    public double Percentile(double percent) => Count == 0 ? double.NaN : (histogram.GetValueAtPercentile(percent) - offset) * scale;

    /// <summary>Recorded in nanoseconds, told in milliseconds, 1 us to 60 s.</summary>
    internal static Samples OfTimes(int digits) => new(new IntHistogram(60_000_000, digits), 0, 1e-3, 60_000_000);

    /// <summary>The most that a sample of ticks can be.</summary>
    internal const int TicksMax = 255;

    /// <summary>Whole numbers of ticks from 0 to <see cref="TicksMax"/>, told as they are: two digits keep as many values apart. Each player has one, and is copied in the midst of a run.</summary>
    internal static Samples OfTicks() => new(new LongHistogram(TicksMax, 2), 0, 1, TicksMax);

    /// <summary>Milliseconds that may be below 0.</summary>
    internal static Samples OfWaits() => new(new IntHistogram(1 << 12, 3), 1 << 10, 1, 1 << 12);

    internal void RecordTime(long nanoseconds) => histogram.RecordValue(Math.Clamp(nanoseconds / 1000, 1, valueMax));

    internal void Record(long value, long count = 1) => histogram.RecordValueWithCount(Math.Clamp(value + offset, 0, valueMax), count);

    internal void Add(Samples other) => histogram.Add(other.histogram);

    internal void Reset() => histogram.Reset();
}
