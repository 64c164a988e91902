using GameServer.Tools.Bots.Tracing;

namespace GameServer.Benchmarks.Ticks;

/// <summary>What the ticks of some rooms came to. Filled by one thread.</summary>
internal sealed class TickFigures(long periodNs)
{
    private readonly List<long> durations = new(1 << 16);
    private readonly List<long> lateness = new(1 << 16);

    public int Ticks => durations.Count;

    /// <summary>How long was looked.</summary>
    public double Seconds { get; set; }

    /// <summary>Ticks that ended after the next was due.</summary>
    public int Late { get; private set; }

    /// <summary>Times that a room gave its players nothing new for at least a whole period too long.</summary>
    public int Misses { get; private set; }

    /// <summary>The most whole periods in a row for which any room gave its players nothing new.</summary>
    public int MissedInARow { get; private set; }

    /// <summary>Ticks that were left out for good.</summary>
    public long Skipped { get; private set; }

    /// <summary>The most of them in a row.</summary>
    public long SkippedInARow { get; private set; }

    /// <summary>Rooms to which a miss happened.</summary>
    public HashSet<int> RoomsThatMissed { get; } = [];

    /// <summary>Ticks that were overwritten before they were read: should be none.</summary>
    public int Unseen { get; set; }

    public void Add(int room, in TickTimes tick, in TickTimes before)
    {
        durations.Add(tick.Ended - tick.Begun);
        lateness.Add(tick.Begun - tick.Due);
        Late += tick.Ended > tick.Due + periodNs ? 1 : 0;
        if (before.Sealed == 0)
        {
            return;
        }

        var missed = (int)((tick.Sealed - before.Sealed) / periodNs) - 1;
        if (missed > 0)
        {
            Misses++;
            MissedInARow = Math.Max(MissedInARow, missed);
            RoomsThatMissed.Add(room);
        }

        // The grid is rounded to nanoseconds.
        var skipped = ((tick.Due - before.Due + (periodNs / 2)) / periodNs) - 1;
        Skipped += skipped;
        SkippedInARow = Math.Max(SkippedInARow, skipped);
    }

    /// <summary>Those of two windows together.</summary>
    public TickFigures And(TickFigures other)
    {
        var sum = new TickFigures(periodNs)
        {
            Late = Late + other.Late,
            Misses = Misses + other.Misses,
            MissedInARow = Math.Max(MissedInARow, other.MissedInARow),
            Skipped = Skipped + other.Skipped,
            SkippedInARow = Math.Max(SkippedInARow, other.SkippedInARow),
            Unseen = Unseen + other.Unseen,
        };
        sum.Seconds = Seconds + other.Seconds;
        sum.durations.AddRange([.. durations, .. other.durations]);
        sum.lateness.AddRange([.. lateness, .. other.lateness]);
        sum.RoomsThatMissed.UnionWith([.. RoomsThatMissed, .. other.RoomsThatMissed]);
        return sum;
    }

    /// <summary>How long so many percent of the ticks took at most, in ms.</summary>
    public double DurationMs(double percent) => Percentile(durations, percent);

    /// <summary>How late so many percent of the ticks began at most, in ms.</summary>
    public double LatenessMs(double percent) => Percentile(lateness, percent);

    /// <summary>How long a tick took on average, in ms.</summary>
    public double MeanMs => durations.Count == 0 ? double.NaN : durations.Average() / 1e6;

    private static double Percentile(List<long> of, double percent)
    {
        of.Sort();
        return of.Count == 0 ? double.NaN : of[(int)Math.Min(of.Count - 1, of.Count * percent / 100)] / 1e6;
    }
}
