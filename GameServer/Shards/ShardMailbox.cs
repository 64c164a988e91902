using System.Collections.Concurrent;

namespace GameServer.Shards;

/// <summary>
/// Commands from other threads to a shard, run on its thread between two turns. Bounded: a full one refuses, and the sender is
/// told. Looking into an empty one takes no lock.
/// </summary>
internal sealed class ShardMailbox(int capacity)
{
    private readonly ConcurrentQueue<Action<Shard>> waiting = new();
    private int count;

    /// <summary>Any thread. False when it is full.</summary>
    public bool TryPost(Action<Shard> command)
    {
        if (Interlocked.Increment(ref count) > capacity)
        {
            Interlocked.Decrement(ref count);
            return false;
        }

        waiting.Enqueue(command);
        return true;
    }

    /// <summary>Whether anything waits. Any thread.</summary>
    public bool HasAny => Volatile.Read(ref count) > 0;

    /// <summary>The shard's thread: runs what has come.</summary>
    public void Drain(Shard shard)
    {
        while (Volatile.Read(ref count) > 0 && waiting.TryDequeue(out var command))
        {
            Interlocked.Decrement(ref count);
            command(shard);
        }
    }
}
