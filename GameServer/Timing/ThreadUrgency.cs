using System.Runtime.InteropServices;

namespace GameServer.Timing;

/// <summary>
/// Puts a thread before the process's others, so that a tick does not wait for a request or for what makes a room. A nice value and no
/// real-time class: a room that hangs must not take the core from everybody. Stateless.
/// </summary>
internal static partial class ThreadUrgency
{
    // Some ten times the share of an ordinary thread: the kernel's weights rise by a quarter for each.
    private const int Nice = -10;

    private const int OfThread = 0;
    private const int Calling = 0;

    /// <summary>Raises the calling thread; false where the system does not allow it, and then nothing has changed.</summary>
    public static bool TryRaise()
    {
        if (!OperatingSystem.IsLinux())
        {
            return true; // Thread.Priority is heeded there.
        }

        return setpriority(OfThread, Calling, Nice) == 0;
    }

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int priority);
}
