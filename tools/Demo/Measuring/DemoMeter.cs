using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tools.Demo.Measuring;

/// <summary>Turns the bots' figures and the server's ticks into what the status line says. Owned by the thread that shows it.</summary>
internal sealed class DemoMeter(ServerTicks ticks)
{
    private (uint Tick, long Nanoseconds) first;
    private (uint Tick, long Nanoseconds) last;
    private (double Seconds, long Bytes) before;

    /// <summary>Ticks per second since <see cref="Begin"/>; 0 when nothing was measured.</summary>
    public double TickHz => Rate(first, last);

    /// <summary>Where the bots' own window begins.</summary>
    public void Begin() => first = last = ticks.Newest();

    /// <summary>Rates are of the time since the call before, percentiles and counts since the window began.</summary>
    public StatusLine Measure(FleetFigures figures)
    {
        var now = ticks.Newest();
        var hz = Rate(last, now);
        last = now;
        var sum = (figures.Seconds, Bytes: figures.Bots.Sum(static b => b.Counts.Bytes));
        var bytesPerSecond = (sum.Bytes - before.Bytes) / Math.Max(0.001, sum.Seconds - before.Seconds) / figures.Bots.Count;
        before = sum;
        var leader = figures.Bots.MaxBy(static b => b.Score)!;
        return new StatusLine(hz, figures.Playing, figures.SnapshotAge, figures.Bots.Sum(static b => b.Counts.Corrections), bytesPerSecond, leader.Name, leader.Score);
    }

    private static double Rate((uint Tick, long Nanoseconds) from, (uint Tick, long Nanoseconds) to) =>
        to.Nanoseconds > from.Nanoseconds && from.Tick > 0 ? (to.Tick - from.Tick) * 1e9 / (to.Nanoseconds - from.Nanoseconds) : 0;
}
