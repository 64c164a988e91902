using GameServer.Rooms;

namespace GameServer.Shards;

/// <summary>
/// A question to a shard and its answer. Either the shard begins to answer it or its asker takes it back, whoever is first. What the question throws,
/// the asker gets.
/// </summary>
internal sealed class ShardQuestion<T>(Func<Shard, T> question)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously) // The asker goes on elsewhere: nothing of it may run on the shard's thread.
{
    private int isDecided;

    /// <summary>The shard's thread, between two turns.</summary>
    public void Answer(Shard shard)
    {
        if (!TryDecide())
        {
            return;
        }

        try
        {
            SetResult(question(shard));
        }
#pragma warning disable CA1031 // A question is not the shard's own work: whatever it throws is the asker's.
        catch (Exception exception) when (exception is not ShardTakenException)
#pragma warning restore CA1031
        {
            SetException(exception);
        }
    }

    /// <summary>Any thread: false when the shard is at it, or was.</summary>
    public bool TryWithdraw() => TryDecide();

    private bool TryDecide() => Interlocked.Exchange(ref isDecided, 1) == 0;
}
