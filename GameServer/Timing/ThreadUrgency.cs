using System.Runtime.InteropServices;

namespace GameServer.Timing;

/// <summary>
/// Puts a thread before the process's others, so that a tick does not wait for a request or for what makes a room. A nice value and no
/// real-time class: a room that hangs must not take the core from everybody. Stateless.
/// </summary>
internal static partial class ThreadUrgency
{
    /// <summary>A shard's: some ten times the share of an ordinary thread, since the kernel's weights rise by a quarter for each.</summary>
    public const int OfShard = -10;

    /// <summary>Of what watches the shards.</summary>
    public const int OfWatch = -15;

    private const int OfThread = 0;
    private const int Calling = 0;

    /// <summary>Raises the calling thread; false where the system does not allow it, and then nothing has changed.</summary>
    public static bool TryRaise(int nice)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true; // Thread.Priority is heeded there.
        }

        return setpriority(OfThread, Calling, nice) == 0;
    }

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int priority);
}
