using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace GameServer.Timing;

/// <summary>
/// Sleeps by the kernel's absolute timer to shortly before the moment, then spins. Owned by one thread at a time. For a clock that is
/// CLOCK_MONOTONIC in nanoseconds.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed partial class LinuxWaiter(IMonotonicClock clock) : IWaiter
{
    // How long before the moment it wakes: as late as the kernel usually wakes it, and a little. That is 70 us for an ordinary thread of a shared 2-core
    // VM and a few for one in real time, and 100 us spun 240 times a second are a fortieth of a core. Grows at once and shrinks slowly, so that
    // some 2 % of the wake-ups are later than it.
    private const long SpinNsMax = 100_000;
    private const long SpinNsMin = 10_000;
    private const long SpinNsMore = 10_000;
    private const long SpinNsLess = 200;
    private const long SpareNs = 4_000;

    private const long Second = 1_000_000_000;
    private const int ClockMonotonic = 1;
    private const int TimerAbsolute = 1;
    private const int Interrupted = 4;
    private const int SetTimerSlack = 29;

    private long spinNs = SpinNsMax;
    private int adapted;

    public void WaitUntil(long moment)
    {
        if (adapted != Environment.CurrentManagedThreadId)
        {
            // By default the kernel may deliver a thread's timers 50 us late to save energy. Counts for the calling thread alone.
            _ = prctl(SetTimerSlack, 1, 0, 0, 0);
            adapted = Environment.CurrentManagedThreadId;
        }

        SleepUntil(moment - spinNs);
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

        var isTooLate = clock.Now - moment > spinNs - SpareNs;
        spinNs = isTooLate ? Math.Min(SpinNsMax, spinNs + SpinNsMore) : Math.Max(SpinNsMin, spinNs - SpinNsLess);
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
