using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>One thread of the process that looks at every shard and lets those go on that a game's code holds up. Owned by whoever starts and stops it.</summary>
internal sealed class ShardWatchdog : IDisposable
{
    private readonly ShardThread[] shards; // An array: the enumerator of an interface is garbage, hundreds of times a second.
    private readonly ManualResetEventSlim stopped = new(initialState: false, spinCount: 0); // Or each look would begin with a tenth of a millisecond of spinning.
    private readonly Thread thread;

    public ShardWatchdog(IReadOnlyList<ShardThread> shards)
    {
        this.shards = [.. shards];
        thread = new Thread(Run) { Name = "Shard watch", IsBackground = true };
    }

    public void Start() => thread.Start();

    public void Dispose()
    {
        stopped.Set();
        if (thread.IsAlive)
        {
            thread.Join();
        }

        stopped.Dispose();
    }

    private void Run()
    {
        // Before the shards: who is to find that a thread holds a processor must not wait for it.
        ThreadUrgency.Raise(UrgentThread.Watchdog);
        while (!stopped.Wait(HangDetector.LookEveryMs))
        {
            foreach (var shard in shards)
            {
                shard.LookForHang();
            }
        }
    }
}
