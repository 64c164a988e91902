using GameServer.Simulation.Identity;

namespace GameServer.Replication;

/// <summary>
/// The datagrams of one room's tick, written one behind the other and sent when all of them are there: a system call between two of
/// them would leave nothing in the caches of what they share. Scratch of a shard.
/// </summary>
internal sealed class SnapshotBatch
{
    private readonly List<(SeatId To, int Begin, int Length)> written = [];
    private byte[] bytes = new byte[16 * 1024];
    private int used;

    public int Count => written.Count;

    public void Clear()
    {
        written.Clear();
        used = 0;
    }

    /// <summary>Room for a datagram of so many bytes at most, until the next call.</summary>
    public Span<byte> Reserve(int bytesMax)
    {
        if (used + bytesMax > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(used + bytesMax, bytes.Length * 2));
        }

        return bytes.AsSpan(used, bytesMax);
    }

    /// <summary>Keeps what was written to the room reserved last, and returns it.</summary>
    public ReadOnlySpan<byte> Put(SeatId to, int length)
    {
        written.Add((to, used, length));
        used += length;
        return bytes.AsSpan(used - length, length);
    }

    public ReadOnlySpan<byte> At(int index, out SeatId to)
    {
        (to, var begin, var length) = written[index];
        return bytes.AsSpan(begin, length);
    }
}
