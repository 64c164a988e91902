using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;

namespace GameServer.Client.Timing;

/// <summary>
/// Decides at which tick others are drawn: behind the newest snapshot by the time between two snapshots and the jitter of their
/// arrival, so that there is nearly always a state on either side. Speeds up or slows down by at most a tenth to stay there.
/// </summary>
internal sealed class ViewClock(int tickRate, int snapshotRate)
{
    private const double LateShare = 0.02;
    private const double RateMax = 0.1;
    private const double JumpSeconds = 0.5;
    private const double WindowSeconds = 4;

    private readonly SampleWindow offsets = new((int)(WindowSeconds * snapshotRate), WindowSeconds);
    private double exact;

    // Of the arrivals, as ms of the server's time ahead of ours: what only a few are later than, and the earliest.
    private double lateMs;
    private double earliestMs;
    private bool isStarted;

    /// <summary>The tick drawn now, with its fraction: on the grid that inputs tell it in, so that the server can see the same picture.</summary>
    public double Tick => ViewAge.OnGrid(exact);

    /// <summary>Of the usual snapshots one in so many comes.</summary>
    public int SnapshotsPerSent { get; set; } = 1;

    /// <summary>How far that is behind the newest tick expected by now, in ms.</summary>
    public double DelayMs { get; private set; }

    public void Start()
    {
        offsets.Clear();
        isStarted = false;
    }

    /// <summary>Notes when a tick arrived: how far the server's time is ahead of ours, less its way here.</summary>
    public void Measure(Tick tick, double now)
    {
        offsets.Add(((tick.Number / (double)tickRate) - now) * 1000, now);
        (lateMs, earliestMs) = (offsets.Quantile(LateShare), offsets.Quantile(1));
    }

    public void Advance(double seconds, double now)
    {
        if (offsets.Count == 0)
        {
            return;
        }

        // The arrivals that only a few are later than, one snapshot interval behind: then the next one is there in time.
        var wanted = now + (lateMs / 1000) - (SnapshotsPerSent / (double)snapshotRate);
        var current = exact / tickRate;
        var error = wanted - (current + seconds);
        if (!isStarted || Math.Abs(error) > JumpSeconds)
        {
            current = wanted;
            isStarted = true;
        }
        else
        {
            current += seconds + Math.Max(-RateMax * seconds, Math.Min(RateMax * seconds, error));
        }

        exact = Math.Max(0, current * tickRate);
        DelayMs = (now + (earliestMs / 1000) - current) * 1000;
    }
}
