using System.Globalization;

namespace GameServer.Tools.Bots.Measuring;

/// <summary>Datagrams that came to this process's sockets and found their buffers full, as Linux counts them; 0 elsewhere. Stateless.</summary>
internal static class KernelDrops
{
    private const int InodeColumn = 9;
    private const string SocketLink = "socket:[";

    /// <summary>All since the sockets were opened.</summary>
    public static long Count()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var own = OwnSockets();
        return Sum("/proc/self/net/udp", own) + Sum("/proc/self/net/udp6", own);
    }

    private static HashSet<string> OwnSockets()
    {
        var inodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var descriptor in new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos())
        {
            if (descriptor.LinkTarget is { } target && target.StartsWith(SocketLink, StringComparison.Ordinal))
            {
                inodes.Add(target[SocketLink.Length..^1]);
            }
        }

        return inodes;
    }

    // The last column is the drops.
    private static long Sum(string table, HashSet<string> own)
    {
        var sum = 0L;
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (own.Contains(columns[InodeColumn]))
            {
                sum += long.Parse(columns[^1], CultureInfo.InvariantCulture);
            }
        }

        return sum;
    }
}
