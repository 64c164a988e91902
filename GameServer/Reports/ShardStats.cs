using HdrHistogram;

namespace GameServer.Reports;

/// <summary>How a shard keeps its time. Written by its thread without allocating; read on that thread when a report is asked for.</summary>
internal sealed class ShardStats
{
    private const long Micro = 1000;
    private const long MicrosMax = 10_000_000;

    /// <summary>Tick durations in microseconds, up to 10 s at three digits.</summary>
    public LongHistogram TickMicros { get; } = NewHistogram();

    /// <summary>How far from its deadline a tick began, in microseconds.</summary>
    public LongHistogram LatenessMicros { get; } = NewHistogram();

    /// <summary>The same durations in totals that only grow.</summary>
    public TimeBuckets TickBuckets { get; } = TimeBuckets.OfTicks();

    /// <summary>The same latenesses in totals that only grow.</summary>
    public TimeBuckets LatenessBuckets { get; } = TimeBuckets.OfTicks();

    public long Ticks { get; private set; }

    /// <summary>Ticks that ended after the next one was due.</summary>
    public long LateTicks { get; private set; }

    public long RoomsFailed { get; set; }

    /// <summary>Those among them whose code did not come back.</summary>
    public long RoomsHung { get; set; }

    /// <summary>Times that the shard went on without a room whose tick took too long.</summary>
    public long RoomsSetAside { get; set; }

    /// <summary>Those among them whose ticks allocated more than a room may.</summary>
    public long RoomsOverGarbage { get; set; }

    public long RoomsClosed { get; set; }

    public static LongHistogram NewHistogram() => new(MicrosMax, 3);

    /// <summary>Hands over what was recorded since the last time, so that a report covers an interval of its own.</summary>
    public void MoveHistogramsTo(LongHistogram tickMicros, LongHistogram latenessMicros)
    {
        Move(TickMicros, tickMicros);
        Move(LatenessMicros, latenessMicros);
    }

    public void RecordTick(long lateness, long duration, bool isLate)
    {
        Ticks++;
        LateTicks += isLate ? 1 : 0;
        TickMicros.RecordValue(Math.Clamp(duration / Micro, 1, MicrosMax));
        LatenessMicros.RecordValue(Math.Clamp(lateness / Micro, 1, MicrosMax));
        TickBuckets.Record(duration / 1e6);
        LatenessBuckets.Record(lateness / 1e6);
    }

    private static void Move(LongHistogram from, LongHistogram to)
    {
        to.Reset();
        to.Add(from);
        from.Reset();
    }
}
