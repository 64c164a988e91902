using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.Bots.Timing;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>
/// Wakes at the tick's rate and does nothing else: how late the machine alone makes a thread. State a server's lateness against
/// it, never by itself.
/// </summary>
internal sealed class ControlThread
{
    private readonly Thread thread;
    private readonly Samples lateness = Samples.OfTimes(digits: 2);
    private volatile bool isStopping;

    public ControlThread(int perSecond)
    {
        thread = new Thread(() => Run(perSecond)) { Name = "control", IsBackground = true, Priority = ThreadPriority.AboveNormal };
        thread.Start();
    }

    public Samples Stop()
    {
        isStopping = true;
        thread.Join();
        return lateness;
    }

    private void Run(int perSecond)
    {
        var plan = new FramePlan(MonotonicTime.Now, bots: 1, perSecond);
        while (!isStopping)
        {
            plan.Advance();
            MonotonicTime.SleepUntil(plan.Next);
            lateness.RecordTime(MonotonicTime.Now - plan.Next);
            plan.SkipMissed(MonotonicTime.Now);
        }
    }
}
