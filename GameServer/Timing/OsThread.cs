using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace GameServer.Timing;

/// <summary>What Linux says of one thread and does with it. Stateless; does nothing on other systems.</summary>
internal static partial class OsThread
{
    private const int SchedOther = 0;
    private const int SchedFifo = 1;
    private const int OfThread = 0;
    private const int Calling = 0;

    // glibc's and musl's cpu_set_t.
    private const int CpuSetWords = 16;
    private const int CpuSetBytes = CpuSetWords * sizeof(ulong);

    // Threads that the runtime starts from an urgent one are not urgent.
    private const int ResetOnFork = 0x40000000;

    /// <summary>The system's number of the calling thread; 0 where there is none.</summary>
    public static int Current => OperatingSystem.IsLinux() ? gettid() : 0;

    /// <summary>How long a thread of this process has waited for a processor since its start, in nanoseconds; 0 where that is not told.</summary>
    public static long WaitedNs(int thread)
    {
        try
        {
            // "time on a processor, time of waiting for one, time slices"
            var told = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{thread}/schedstat"), Encoding.ASCII);
            return long.Parse(told.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return 0;
        }
    }

    /// <summary>Makes a thread of this process one that shares processors with others, by its nice value; without the right to that, like any other.</summary>
    public static bool TryMakeOrdinary(int thread, int nice) =>
        OperatingSystem.IsLinux() && sched_setscheduler(thread, SchedOther, new SchedulingParameters(0)) == 0 && setpriority(OfThread, thread, nice) == 0;

    /// <summary>Has the calling thread run in real time (SCHED_FIFO), and none that it starts; false where the system does not allow it.</summary>
    public static bool TryMakeRealTime(int priority) =>
        OperatingSystem.IsLinux() && sched_setscheduler(Calling, SchedFifo | ResetOnFork, new SchedulingParameters(priority)) == 0;

    /// <summary>
    /// Has the calling thread run on one processor alone: the last of those that the process may use, or so many before it, since interrupts tend to
    /// go to the first. False where the system does not allow it or there are not as many.
    /// </summary>
    public static bool TryPin(int fromLast)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        Span<ulong> allowed = stackalloc ulong[CpuSetWords];
        if (sched_getaffinity(Calling, CpuSetBytes, allowed) < 0)
        {
            return false;
        }

        for (var cpu = (CpuSetWords * 64) - 1; cpu >= 0; cpu--)
        {
            if (((allowed[cpu / 64] >> (cpu % 64)) & 1) != 0 && fromLast-- == 0)
            {
                allowed.Clear();
                allowed[cpu / 64] = 1UL << (cpu % 64);
                return sched_setaffinity(Calling, CpuSetBytes, allowed) == 0;
            }
        }

        return false;
    }

    /// <summary>Gives the calling thread a nice value; false where the system does not allow it.</summary>
    public static bool TryMakeNice(int nice) => OperatingSystem.IsLinux() && setpriority(OfThread, Calling, nice) == 0;

    [LibraryImport("libc")]
    private static partial int gettid();

    [LibraryImport("libc")]
    private static partial int sched_setscheduler(int thread, int policy, in SchedulingParameters parameters);

    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nint bytes, Span<ulong> processors);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nint bytes, ReadOnlySpan<ulong> processors);

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int priority);

    private readonly struct SchedulingParameters(int priority)
    {
        private readonly int priority = priority;
    }
}
