using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Wakes when a shard would to tick its rooms, and does nothing else: how late the machine alone makes a thread. State a server's
/// lateness against it, never by itself.
/// </summary>
internal sealed class ControlThread
{
    /// <summary>A shard's rooms tick in so many parts of the tick period.</summary>
    public const int SlotsMax = 4;

    private const int CatchUpTicksMax = 4;

    private readonly Thread thread;
    private readonly Samples lateness = Samples.OfTimes(digits: 2);
    private volatile bool isStopping;
    private long wakeups;
    private long lateWakeups;

    /// <summary>Starts it, with <paramref name="slots"/> wake-ups per tick period.</summary>
    public ControlThread(int tickRate, int slots)
    {
        thread = new Thread(() => Run(tickRate, slots)) { Name = "control", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        thread.Start();
    }

    public Wakeups Stop()
    {
        isStopping = true;
        thread.Join();
        return new Wakeups(lateness, wakeups, lateWakeups);
    }

    // As a shard does it: what was missed is made up for at once, up to a few ticks of each room, and the rest skipped.
    private void Run(int tickRate, int slots)
    {
        var plan = new FramePlan(MonotonicTime.Now, slots, tickRate);
        plan.Advance();
        while (!isStopping)
        {
            MonotonicTime.SleepUntil(plan.Next);
            for (var left = slots * CatchUpTicksMax; left > 0 && plan.Next <= MonotonicTime.Now; left--)
            {
                Note(MonotonicTime.Now - plan.Next, plan.Period);
                plan.Advance();
            }

            plan.SkipMissed(MonotonicTime.Now);
        }
    }

    private void Note(long late, long period)
    {
        lateness.RecordTime(late);
        wakeups++;
        lateWakeups += late > period ? 1 : 0;
    }
}
