using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>
/// One OS thread of a shard, doing one thing after the other: running the shard, a tick of a room beside it, or waiting as a spare that is warm. Whoever
/// gives it something to do owns it until that is done.
/// </summary>
internal sealed class ShardRunner
{
    private readonly object given = new();
    private readonly Thread thread;
    private Action<ShardRunner>? next;
    private bool isEnding;
    private volatile int systemThread;

    /// <summary>Starts the thread, which prepares itself and waits.</summary>
    public ShardRunner(string name, Action prepare)
    {
        thread = new Thread(() => Run(prepare)) { Name = name, IsBackground = true, Priority = ThreadPriority.AboveNormal };
        thread.Start();
    }

    /// <summary>The system's number of it; 0 until it has started.</summary>
    public int SystemThread => systemThread;

    /// <summary>What the call that it is in is to the shard, once that is taken from it. Set before it is taken.</summary>
    public AsideRoom? Aside { get; set; }

    /// <summary>Whether the process ends only with it, as with one that runs a shard. The thread must live.</summary>
    public bool HoldsProcess
    {
        set => thread.IsBackground = !value;
    }

    public bool Join(TimeSpan timeout) => thread.Join(timeout);

    /// <summary>Any thread: gives one that waits something to do.</summary>
    public void Give(Action<ShardRunner> what)
    {
        lock (given)
        {
            next = what;
            Monitor.Pulse(given);
        }
    }

    /// <summary>Any thread: it ends when it is done.</summary>
    public void End()
    {
        lock (given)
        {
            isEnding = true;
            Monitor.Pulse(given);
        }
    }

    private void Run(Action prepare)
    {
        systemThread = OsThread.Current;
        prepare();
        while (Take() is { } what)
        {
            what(this);
        }
    }

    private Action<ShardRunner>? Take()
    {
        lock (given)
        {
            while (next is null && !isEnding)
            {
                Monitor.Wait(given);
            }

            var taken = next;
            next = null;
            return taken;
        }
    }
}
