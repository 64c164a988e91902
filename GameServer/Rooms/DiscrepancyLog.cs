using GameServer.Replication;

namespace GameServer.Rooms;

/// <summary>
/// The last rows of a room that a client held other than it was told, for whoever looks in; and which of them the log has to hear
/// of, one in <see cref="LogSeconds"/>. Owned by the shard's thread.
/// </summary>
internal sealed class DiscrepancyLog
{
    public const int LinesMax = 32;

    /// <summary>The log is told of one in so many seconds, and how many there were.</summary>
    public const double LogSeconds = 10;

    private Queue<DiscrepancyLine>? lines;
    private DiscrepancyLine? waiting;
    private long loggedUpTo;
    private long mayLogAt = long.MinValue;

    /// <summary>Numbers the lines of a room from 1.</summary>
    public long Newest { get; private set; }

    public IReadOnlyCollection<DiscrepancyLine> Lines => (IReadOnlyCollection<DiscrepancyLine>?)lines ?? [];

    public void Add(int seat, string player, Discrepancy found)
    {
        lines ??= new Queue<DiscrepancyLine>();
        if (lines.Count == LinesMax)
        {
            lines.Dequeue();
        }

        waiting = new DiscrepancyLine(++Newest, seat, player, found);
        lines.Enqueue(waiting);
    }

    /// <summary>The newest line, if it is time to log it, and how many there were since the last.</summary>
    public bool TryTakeForLog(long now, out DiscrepancyLine line, out long count)
    {
        (line, count) = (waiting!, Newest - loggedUpTo);
        if (waiting is null || now < mayLogAt)
        {
            return false;
        }

        (waiting, loggedUpTo, mayLogAt) = (null, Newest, now + (long)(LogSeconds * 1e9));
        return true;
    }
}

/// <summary>One row, who held it, and its number in the room.</summary>
internal sealed record DiscrepancyLine(long Number, int Seat, string Player, Discrepancy Found);
