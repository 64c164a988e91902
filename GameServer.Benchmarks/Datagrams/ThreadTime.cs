using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GameServer.Benchmarks.Datagrams;

/// <summary>CPU time of the calling thread in nanoseconds, the kernel's part included; elapsed time where the system does not tell.</summary>
internal static partial class ThreadTime
{
    private const int ThreadCpuClock = 3;

    public static long Now
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
            }

            _ = ClockGetTime(ThreadCpuClock, out var time);
            return ((long)time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        internal readonly nint Seconds;
        internal readonly nint Nanoseconds;
    }
}
