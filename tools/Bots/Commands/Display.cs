using System.Globalization;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Timing;
using Spectre.Console;

namespace GameServer.Tools.Bots.Commands;

/// <summary>Lets time pass: in silence, or with a live line where a person looks on.</summary>
internal sealed class Display(TextWriter output, RunOptions options)
{
    private const long Second = 1_000_000_000;

    // A display costs CPU that would show in the figures; nobody sees it when output goes to a file.
    private bool IsLive => output == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    public void Wait(BotFleet fleet, string what, double seconds, CancellationToken stop)
    {
        var end = MonotonicTime.Now + (long)(seconds * Second);
        if (!IsLive)
        {
            Sleep(end, stop);
            return;
        }

        AnsiConsole.Status().Start(what, status =>
        {
            while (MonotonicTime.Now < end && !stop.IsCancellationRequested)
            {
                status.Status(Line(fleet, what, (end - MonotonicTime.Now) / (double)Second));
                Sleep(Math.Min(end, MonotonicTime.Now + Second), stop);
            }
        });
    }

    private static void Sleep(long until, CancellationToken stop)
    {
        var left = (until - MonotonicTime.Now) / 1_000_000;
        if (left > 0)
        {
            stop.WaitHandle.WaitOne((int)left);
        }
    }

    private string Line(BotFleet fleet, string what, double left)
    {
        var figures = fleet.Figures();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {left:0} s left, {figures.Playing}/{options.Fleet.Clients} playing, "
            + $"{figures.Bots.Average(static bot => bot.SnapshotsPerSecond):0.0} snapshots/s, "
            + $"{figures.Bots.Average(static bot => bot.Counts.Bytes / bot.Seconds) / 1000:0.0} kB/s each, "
            + $"{figures.Bots.Sum(static bot => bot.Counts.Corrections)} corrections");
    }
}
