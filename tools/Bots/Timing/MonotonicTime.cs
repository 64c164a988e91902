using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GameServer.Tools.Bots.Timing;

/// <summary>
/// Nanoseconds on the machine's monotonic clock, the one that a server on the same machine stamps its tick trace with, and
/// sleeping until one of them. Any thread.
/// </summary>
internal static partial class MonotonicTime
{
    private const long Second = 1_000_000_000;
    private const long Millisecond = 1_000_000;
    private const int ClockMonotonic = 1;
    private const int TimerAbsolute = 1;

    /// <summary>On Linux CLOCK_MONOTONIC itself.</summary>
    public static long Now => Stopwatch.Frequency == Second
        ? Stopwatch.GetTimestamp()
        : (long)(Stopwatch.GetTimestamp() * ((double)Second / Stopwatch.Frequency));

    /// <summary>Returns at that time or shortly after it; a signal may end it early. Burns no CPU.</summary>
    public static void SleepUntil(long time)
    {
        if (OperatingSystem.IsLinux())
        {
            // Thread.Sleep rounds to whole milliseconds and adds up to one more.
            var until = new TimeSpec(time / Second, time % Second);
            _ = ClockNanosleep(ClockMonotonic, TimerAbsolute, in until, 0);
            return;
        }

        var left = time - Now;
        if (left > 0)
        {
            Thread.Sleep((int)Math.Max(1, left / Millisecond));
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int ClockNanosleep(int clock, int flags, in TimeSpec request, nint remaining);

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
