using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Looks at the clock without a pause and notes how late it sees each deadline: how often the machine takes the core from a thread
/// that never sleeps. It takes a whole core, so it runs for a short time after the window, while server and bots play on.
/// </summary>
internal static class SpinControl
{
    public const double Seconds = 2;

    // So that there are tenths of a per cent of them.
    private const int DeadlinesPerSecondMin = 1000;

    /// <summary>Spins on the calling thread, past so many deadlines a second or more, for <see cref="Seconds"/>.</summary>
    public static Samples Measure(int deadlinesPerSecond)
    {
        var lateness = Samples.OfTimes(digits: 2);
        var begin = MonotonicTime.Now;
        var plan = new FramePlan(begin, bots: 1, Math.Max(DeadlinesPerSecondMin, deadlinesPerSecond));
        for (var now = begin; now < begin + (long)(Seconds * 1e9); now = MonotonicTime.Now)
        {
            // All that passed while the thread stood still: a long pause makes many deadlines late, as it does for rooms.
            for (; plan.Next <= now; plan.Advance())
            {
                lateness.RecordTime(now - plan.Next);
            }
        }

        return lateness;
    }
}
