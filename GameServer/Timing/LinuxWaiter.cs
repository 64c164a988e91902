using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace GameServer.Timing;

/// <summary>
/// Sleeps by the kernel's absolute timer to shortly before the moment, then spins. Owned by one thread. For a clock that is
/// CLOCK_MONOTONIC in nanoseconds.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class LinuxWaiter(IMonotonicClock clock) : IWaiter
{
    // Measured at 240 wake-ups per second on a shared 2-core VM, median lateness and share of a core spent spinning:
    // none 70 us and 0 %, 60 us 10 us and 0.01 %, 100 us 0.1 us and 0.7 %, 200 us 0.1 us and 2.9 %.
    private const long SpinNs = 100_000;

    private const long Second = 1_000_000_000;
    private const int ClockMonotonic = 1;
    private const int TimerAbsolute = 1;
    private const int Interrupted = 4;
    private const int SetTimerSlack = 29;

    private bool isAdapted;

    public void WaitUntil(long moment)
    {
        if (!isAdapted)
        {
            // By default the kernel may deliver a thread's timers 50 us late to save energy. Counts for the calling thread alone.
            _ = prctl(SetTimerSlack, 1, 0, 0, 0);
            isAdapted = true;
        }

        SleepUntil(moment - SpinNs);
        while (clock.Now < moment)
        {
            Thread.SpinWait(1);
        }
    }

    private void SleepUntil(long moment)
    {
        if (clock.Now >= moment)
        {
            return;
        }

        var until = new TimeSpec(moment / Second, moment % Second);
        while (clock_nanosleep(ClockMonotonic, TimerAbsolute, until, 0) == Interrupted)
        {
        }
    }

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, in TimeSpec request, nint remaining);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);

    private readonly struct TimeSpec(long seconds, long nanoseconds)
    {
        private readonly nint seconds = (nint)seconds;
        private readonly nint nanoseconds = (nint)nanoseconds;
    }
}
