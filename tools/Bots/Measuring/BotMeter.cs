using GameServer.Client.Stats;
using GameServer.Simulation.Identity;

namespace GameServer.Tools.Bots.Measuring;

/// <summary>What one bot notes down from frame to frame. Allocates nothing while it does. Owned by its bot's thread.</summary>
internal sealed class BotMeter
{
    private const int AgeDigits = 2;

    private readonly long[] entityAges = new long[Samples.TicksMax + 1];
    private readonly Samples snapshotAge = Samples.OfTimes(AgeDigits);
    private readonly Samples inputWait = Samples.OfWaits();
    private readonly Samples correction = Samples.OfTimes(AgeDigits);
    private long corrections;
    private long replayed;
    private BotCounts begin;
    private Tick newest;
    private long snapshots;

    /// <summary>Reliable events of the game that came in.</summary>
    public long Events { get; set; }

    /// <summary>Chat lines that it said.</summary>
    public long ChatsSent { get; set; }

    /// <summary>Chat lines that came in, its own among them.</summary>
    public long ChatsReceived { get; set; }

    /// <summary>Begins a window: what was before does not count.</summary>
    public void Restart(ClientStats stats)
    {
        begin = Totals(stats);
        Array.Clear(entityAges);
        snapshotAge.Reset();
        inputWait.Reset();
        correction.Reset();
    }

    /// <summary>A new match begins; its ticks have nothing to do with the last one's.</summary>
    public void Begin() => newest = Tick.Zero;

    /// <summary>A snapshot was applied; true when it is the newest so far.</summary>
    public bool TryCount(Tick tick)
    {
        if (tick <= newest)
        {
            return false;
        }

        newest = tick;
        snapshots++;
        return true;
    }

    public void RecordSnapshotAge(long nanoseconds) => snapshotAge.RecordTime(nanoseconds);

    public void RecordInputWait(double milliseconds) => inputWait.Record((long)Math.Floor(milliseconds));

    /// <summary>
    /// At a frame: how long what was wrong had been on the screen. The ticks that were predicted again are those that the client had
    /// gone on for; of several corrections in one frame the mean counts for each.
    /// </summary>
    public void RecordCorrections(ClientStats stats, double tickRate)
    {
        var news = stats.Corrections - corrections;
        for (var i = 0; i < news; i++)
        {
            correction.RecordTime((long)((stats.TicksReplayed - replayed) * 1e9 / (tickRate * news)));
        }

        (corrections, replayed) = (stats.Corrections, stats.TicksReplayed);
    }

    /// <summary>At a frame: the newest held tick of each entity against the server's newest.</summary>
    public void RecordEntityAges(ReadOnlySpan<Tick> held, Tick server)
    {
        // Neighbours are mostly of one tick: counted together.
        for (int begin = 0, end = 0; begin < held.Length; begin = end)
        {
            for (; end < held.Length && held[end] == held[begin]; end++)
            {
            }

            entityAges[Math.Clamp(server - held[begin], 0, Samples.TicksMax)] += end - begin;
        }
    }

    public BotCounts Counts(ClientStats stats) => Totals(stats).Since(begin);

    public Samples EntityAge()
    {
        var samples = Samples.OfTicks();
        for (var age = 0; age < entityAges.Length; age++)
        {
            if (entityAges[age] > 0)
            {
                samples.Record(age, entityAges[age]);
            }
        }

        return samples;
    }

    public Samples SnapshotAge() => Copy(snapshotAge, Samples.OfTimes(AgeDigits));

    public Samples Correction() => Copy(correction, Samples.OfTimes(AgeDigits));

    public Samples InputWait() => Copy(inputWait, Samples.OfWaits());

    private static Samples Copy(Samples from, Samples to)
    {
        to.Add(from);
        return to;
    }

    private BotCounts Totals(ClientStats stats) => BotCounts.Of(stats, snapshots, this);
}
