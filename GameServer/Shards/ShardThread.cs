using GameServer.Rooms;
using GameServer.Timing;
using Microsoft.Extensions.Logging;

namespace GameServer.Shards;

/// <summary>
/// The one OS thread of a shard: turns it when it is due and rests in between. What it throws is told once and ends the thread;
/// the shard is touched by nobody else from <see cref="Start"/> until <see cref="Join"/>. When a game's code does not come back, another thread goes
/// on with the shard, and the stuck one touches nothing of it any more (<see cref="GameCalls"/>).
/// </summary>
internal sealed class ShardThread
{
    private const int CommandsMax = 256;

    // A game that hangs in room after room: each leaves a thread behind that nobody can end.
    private const int StuckMax = 8;

    // A lost goodbye is repeated after 300 ms: time for two repetitions, and still over within a second.
    private const long GoodbyesNs = 700_000_000;
    private const long GoodbyesLookNs = 5_000_000;

    private readonly int index;
    private readonly Shard shard;
    private readonly IMonotonicClock clock;
    private readonly IWaiter waiter;
    private readonly ILogger logger;
    private readonly Action failed;
    private readonly ShardMailbox mailbox = new(CommandsMax);
    private readonly HangDetector watch;
    private readonly Func<long> waited;
    private volatile Thread thread;
    private volatile int systemThread;
    private volatile bool isStopping;
    private readonly bool isPinned;
    private int stuck;
    private long lost;

    /// <summary>Starts nothing yet. <paramref name="failed"/> is called on the thread when the shard threw.</summary>
    public ShardThread(int index, Shard shard, IMonotonicClock clock, IWaiter waiter, ILogger logger, Action failed, bool isPinned = false)
    {
        this.isPinned = isPinned;
        (this.index, this.shard, this.clock, this.waiter, this.logger, this.failed) = (index, shard, clock, waiter, logger, failed);

        watch = new HangDetector(shard.Rooms.Calls);
        waited = () => OsThread.WaitedNs(systemThread);
        thread = NewThread(Run);
    }

    public void Start() => thread.Start();

    /// <summary>Has a command run on the shard's thread, between two of its turns. False when too many wait already.</summary>
    public bool TryPost(Action<Shard> command) => mailbox.TryPost(command);

    /// <summary>
    /// Any thread: has a question answered on the shard's thread, between two of its turns, that is within some 5 ms. Throws
    /// <see cref="ShardBusyException"/> when too many wait already. What the question throws, the asker gets.
    /// </summary>
    public Task<T> Ask<T>(Func<Shard, T> question) => Ask(new ShardQuestion<T>(question));

    /// <summary>The same for one that its asker may take back.</summary>
    public Task<T> Ask<T>(ShardQuestion<T> question) => mailbox.TryPost(question.Answer) ? question.Task : throw new ShardBusyException(index);

    /// <summary>Any thread: rooms that the shard has.</summary>
    public int RoomCount => shard.RoomCount;

    /// <summary>Any thread: the share of its time that its work took of late; more than 1 is what there was no time for.</summary>
    public double Load => shard.Overload.Load;

    /// <summary>Any thread: whether it sheds so much that it refuses new players.</summary>
    public bool IsOverloaded => shard.Overload.IsOverloaded;

    /// <summary>Any thread: the share of its time that its rooms take or are likely to take; 1 is all of it.</summary>
    public double Committed => shard.Committed;

    /// <summary>Any thread: when the shard's last turn ended, in nanoseconds of its clock; 0 before the first.</summary>
    public long Heartbeat => shard.Heartbeat;

    /// <summary>Any thread: lets it say goodbye to every player and end. No command, because a full mailbox must not refuse it.</summary>
    public void RequestStop() => isStopping = true;

    public bool Join(TimeSpan timeout) => thread.Join(timeout);

    /// <summary>The watching thread: one look. Lets another thread go on with the shard when this one hangs in a game's code.</summary>
    public void LookForHang()
    {
        switch (watch.Look(waited))
        {
            case CallState.Suspected:
                ShardLog.RoomSuspected(logger, index, watch.SeenMs);
                break;
            case CallState.Hangs:
                LeaveHang();
                break;
        }
    }

    // In the foreground: a shard ends by being stopped, never because the entry returned.
    private Thread NewThread(ThreadStart start) => new(start) { Name = $"Shard {index}", IsBackground = false, Priority = ThreadPriority.AboveNormal };

    private void GoOnWithout(GameCall taken)
    {
        LeaveBehind();
        if (++stuck > StuckMax)
        {
            ShardLog.TooManyHang(logger, index, stuck);
            failed();
            return;
        }

        ShardLog.RoomHangs(logger, taken.Room, index);
        var seenMs = watch.SeenMs;
        thread = NewThread(() =>
        {
            shard.GoOnWithout(taken.Host!, seenMs);
            Run();
        });
        thread.Start();
    }

    private void LeaveHang()
    {
        if (shard.Rooms.Calls.TryTake(watch.Call, out var call))
        {
            GoOnWithout(call);
        }
        else if (call.Number == watch.Call && !call.CanBeTaken && call.Number != lost)
        {
            // In a join, with the transport half way through its datagrams.
            lost = call.Number;
            ShardLog.HangsForAll(logger, call.Room, index);
            LeaveBehind();
            failed();
        }
    }

    // Nobody can end it; the process is not to wait for it, and it has no right to be before others. But not behind them either: every collection has to halt it,
    // and with what nobody else wants of the processors it would get none for that as long as others are busy, while all shards stand still.
    private void LeaveBehind()
    {
        thread.IsBackground = true;
        OsThread.TryMakeOrdinary(systemThread);
    }

    private void Run()
    {
        systemThread = OsThread.Current;
        switch (ThreadUrgency.Raise(UrgentThread.Shard))
        {
            case Urgency.Nice when OperatingSystem.IsLinux():
                ShardLog.NotRealTime(logger, index);
                break;
            case Urgency.Ordinary:
                ShardLog.NotRaised(logger, index);
                break;
        }

        if (isPinned && !OsThread.TryPin(index))
        {
            ShardLog.NotPinned(logger, index);
        }

        try
        {
            while (!isStopping)
            {
                mailbox.Drain(shard);
                waiter.WaitUntil(shard.RunDue());
            }

            Stop();
        }
        catch (ShardTakenException)
        {
            ShardLog.CameBack(logger, index);
        }
#pragma warning disable CA1031 // The thread's outermost frame: whatever it is, the operator is told and the host ends in good order.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ShardLog.ShardFailed(logger, index, exception);
            failed();
        }
    }

    private void Stop()
    {
        shard.Stop();
        for (var end = clock.Now + GoodbyesNs; clock.Now < end && shard.FinishGoodbyes();)
        {
            waiter.WaitUntil(clock.Now + GoodbyesLookNs);
        }
    }
}
