using GameServer.Tools.Bots.Timing;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Benchmarks.Ticks;

/// <summary>
/// Reads every tick of some rooms out of a server's tick trace, on a thread of its own, often enough that none is overwritten before. The server does nothing
/// for it that it would not do without.
/// </summary>
internal sealed class TickWatch : IDisposable
{
    // The trace keeps four seconds at 60 Hz, one at 240.
    private const long LookEveryNs = 250_000_000;

    private readonly TickTraceReader trace;
    private readonly uint[] rooms;
    private readonly long periodNs;
    private readonly Lock taking = new();
    private readonly uint[] taken;
    private readonly TickTimes[] before;
    private readonly Thread thread;
    private TickFigures figures;
    private long begun;
    private volatile bool isStopping;

    /// <summary>Watches from now on.</summary>
    public TickWatch(TickTraceReader trace, IEnumerable<uint> rooms, int tickRate)
    {
        (this.trace, this.rooms, periodNs) = (trace, [.. rooms], 1_000_000_000L / tickRate);
        (taken, before) = (new uint[this.rooms.Length], new TickTimes[this.rooms.Length]);
        figures = new TickFigures(periodNs);
        Restart();
        thread = new Thread(Run) { Name = "tick watch", IsBackground = true };
        thread.Start();
    }

    /// <summary>Forgets what it has seen.</summary>
    public void Restart()
    {
        lock (taking)
        {
            figures = new TickFigures(periodNs);
            begun = MonotonicTime.Now;
            for (var i = 0; i < rooms.Length; i++)
            {
                taken[i] = trace.Newest(rooms[i]);
                before[i] = trace.TryGetTimes(rooms[i], taken[i], out var times) ? times : default;
            }
        }
    }

    /// <summary>All ticks since it began, or was restarted; what comes after is another's.</summary>
    public TickFigures Take()
    {
        lock (taking)
        {
            Look();
            figures.Seconds = (MonotonicTime.Now - begun) / 1e9;
            var whole = figures;
            figures = new TickFigures(periodNs);
            return whole;
        }
    }

    public void Dispose()
    {
        isStopping = true;
        thread.Join();
    }

    private void Run()
    {
        while (!isStopping)
        {
            MonotonicTime.SleepUntil(MonotonicTime.Now + LookEveryNs);
            lock (taking)
            {
                Look();
            }
        }
    }

    private void Look()
    {
        for (var i = 0; i < rooms.Length; i++)
        {
            // Not the newest: its end may not have been noted yet.
            for (var newest = trace.Newest(rooms[i]); taken[i] + 1 < newest;)
            {
                taken[i]++;
                if (trace.TryGetTimes(rooms[i], taken[i], out var times))
                {
                    figures.Add(i, times, before[i]);
                    before[i] = times;
                }
                else
                {
                    figures.Unseen++;
                }
            }
        }
    }
}
