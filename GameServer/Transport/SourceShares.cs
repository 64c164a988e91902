using System.Net;

namespace GameServer.Transport;

/// <summary>
/// A few of something per source (address and port) and quarter of a second, so that one loud source does not use up what is there
/// for all. Fixed memory: sources that fall into one cell share its few, and each quarter deals them out anew.
/// </summary>
internal struct SourceShares(int perWindow)
{
    internal const int WindowMs = 250;

    private const int Cells = 4096;

    private readonly byte[] taken = new byte[Cells];
    private long window;

    internal void Refill(TimeSpan now)
    {
        var present = (long)(now.TotalMilliseconds / WindowMs);
        if (present != window)
        {
            window = present;
            taken.AsSpan().Clear();
        }
    }

    internal readonly bool TryTake(IPEndPoint source)
    {
        // Keyed with a secret of this process, so nobody can aim at another's cell.
        ref var cell = ref taken[(uint)HashCode.Combine(source.Address, source.Port, window) % Cells];
        if (cell >= perWindow)
        {
            return false;
        }

        cell++;
        return true;
    }
}
