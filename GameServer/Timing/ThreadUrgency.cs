namespace GameServer.Timing;

/// <summary>
/// Puts a thread before the process's others and before other processes, so that a tick waits neither for a request nor for what makes a room.
/// Real time where the system allows it: a nice value says little to the scheduler about when. Stateless.
/// </summary>
internal static class ThreadUrgency
{
    /// <summary>Raises the calling thread as far as the system allows.</summary>
    public static Urgency Raise(UrgentThread what)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Urgency.Nice; // Thread.Priority is heeded there.
        }

        // What watches comes before what it watches: it must find a thread that holds a processor. A nice value of -10 is some ten times the share of
        // an ordinary thread, since the kernel's weights rise by a quarter for each.
        var (priority, nice) = what == UrgentThread.Watchdog ? (20, -15) : (10, -10);
        return OsThread.TryMakeRealTime(priority) ? Urgency.RealTime : OsThread.TryMakeNice(nice) ? Urgency.Nice : Urgency.Ordinary;
    }
}

/// <summary>What asks for urgency.</summary>
internal enum UrgentThread
{
    /// <summary>A shard's thread.</summary>
    Shard,

    /// <summary>The thread that watches the shards.</summary>
    Watchdog,
}

/// <summary>How far a thread was raised.</summary>
internal enum Urgency
{
    /// <summary>Not at all.</summary>
    Ordinary,

    /// <summary>It has a larger share of the processors than others.</summary>
    Nice,

    /// <summary>It runs when it wants to (SCHED_FIFO); the kernel leaves others a twentieth of each second.</summary>
    RealTime,
}
