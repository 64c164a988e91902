using System.Diagnostics;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Demo.Measuring;
using Spectre.Console;

namespace GameServer.Tools.Demo.Commands;

/// <summary>Lets time pass and shows how the match goes: a live line for a person, a line per second for a file.</summary>
internal sealed class DemoDisplay(TextWriter output)
{
    private bool IsLive => output == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    /// <summary>Returns when the seconds are over, if there are any, or when the server stops.</summary>
    public void Watch(BotFleet fleet, DemoMeter meter, double joinSeconds, double? seconds, CancellationToken stop)
    {
        if (IsLive)
        {
            AnsiConsole.Status().Start("players are joining", status => Watch(fleet, meter, joinSeconds, seconds, line => status.Status(Markup.Escape(line)), stop));
        }
        else
        {
            Watch(fleet, meter, joinSeconds, seconds, output.WriteLine, stop);
        }
    }

    private static void Watch(BotFleet fleet, DemoMeter meter, double joinSeconds, double? seconds, Action<string> show, CancellationToken stop)
    {
        var begin = Stopwatch.GetTimestamp();
        Sleep(begin, Math.Min(joinSeconds, seconds ?? joinSeconds), stop);
        fleet.RestartWindow();
        meter.Begin();
        for (var second = joinSeconds + 1; !stop.IsCancellationRequested && !(second > seconds); second++)
        {
            Sleep(begin, second, stop);
            show(meter.Measure(fleet.Figures()).ToString());
        }

        Sleep(begin, seconds ?? 0, stop);
    }

    private static void Sleep(long begin, double until, CancellationToken stop)
    {
        var left = until - Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (left > 0)
        {
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(left));
        }
    }
}
