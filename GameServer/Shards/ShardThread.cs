using GameServer.Rooms;
using GameServer.Timing;
using Microsoft.Extensions.Logging;

namespace GameServer.Shards;

/// <summary>
/// The thread of a shard: turns it when it is due and rests in between. What it throws is told once and ends the thread; the shard is touched by nobody
/// else from <see cref="Start"/> until <see cref="Join"/>. When a game's code takes longer than a tick may, another OS thread goes on as the shard's, and
/// the first one touches nothing of it any more but the room that it is in (<see cref="GameCalls"/>, <see cref="AsideRoom"/>).
/// </summary>
internal sealed class ShardThread
{
    private const int CommandsMax = 256;

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
    private readonly ShardRunners runners;
    private readonly bool isPinned;
    private volatile bool isStopping;
    private long hopeless;

    /// <summary>Starts nothing yet. <paramref name="failed"/> is called on the thread when the shard threw.</summary>
    public ShardThread(int index, Shard shard, IMonotonicClock clock, IWaiter waiter, ILogger logger, Action failed, bool isPinned = false)
    {
        this.isPinned = isPinned;
        (this.index, this.shard, this.clock, this.waiter, this.logger, this.failed) = (index, shard, clock, waiter, logger, failed);
        var calls = shard.Rooms.Calls;
        runners = new ShardRunners(calls, $"Shard {index}", () => Prepare(isFirst: false));
        watch = new HangDetector(() => calls.UnderWay, () => runners.WaitedNs, shard.Rooms.TickMs);
        shard.Ticks.Beside = TryTickBeside;
    }

    public void Start() => runners.Start(me => Run(me, without: null), () => Prepare(isFirst: true));

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

    public bool Join(TimeSpan timeout) => runners.Join(timeout);

    /// <summary>The watching thread: one look. Lets another thread go on with the shard when this one is too long in a game's code.</summary>
    public void LookForHang()
    {
        switch (watch.Look())
        {
            case CallState.Slow:
                SetAside();
                break;
            case CallState.Hangs:
                LeaveHang();
                break;
        }

        if (runners.Look() is { } hung)
        {
            TellOfHang(hung);
        }
    }

    // Where the shard has no other room, nobody waits for this one.
    private void SetAside()
    {
        if (shard.RoomCount > 1 && runners.TryHandOver(watch.Call, isGivenUp: false, Run) is { } aside)
        {
            ShardLog.RoomSetAside(logger, aside.Host.Name, index, watch.SeenMs);
            runners.KeepSpare();
        }
        else if (shard.Rooms.Calls.UnderWay == watch.Call)
        {
            ShardLog.RoomSuspected(logger, index, watch.SeenMs);
        }
    }

    // What could not be set aside: no tick, or one too many.
    private void LeaveHang()
    {
        if (runners.TryHandOver(watch.Call, isGivenUp: true, Run) is { } aside)
        {
            TellOfHang(aside);
            runners.KeepSpare();
        }
        else if (shard.Rooms.Calls.UnderWay == watch.Call && hopeless != watch.Call)
        {
            // A room that is only being made: there is none to go on without.
            hopeless = watch.Call;
            ShardLog.HangsForAll(logger, index);
            runners.Abandon();
            failed();
        }
    }

    private void TellOfHang(AsideRoom hung)
    {
        if (runners.Lost > ShardRunners.AwayMax)
        {
            ShardLog.TooManyHang(logger, index, runners.Lost);
            failed();
            return;
        }

        ShardLog.RoomHangs(logger, hung.Host.Name, index);
    }

    private bool TryTickBeside(AsideRoom aside) => runners.TryGive(aside, me =>
    {
        shard.Ticks.Advance(aside);
        ComeBack(me, aside);
    });

    private void ComeBack(ShardRunner me, AsideRoom aside)
    {
        if (aside.TryComeBack(clock.Now))
        {
            Prepare(isFirst: false);
            runners.Park(me);
        }
        else
        {
            ShardLog.CameBack(logger, index);
            me.End();
        }
    }

    private void Prepare(bool isFirst)
    {
        var urgency = ThreadUrgency.Raise(UrgentThread.Shard);
        var isFree = isPinned && !OsThread.TryPin(index);
        if (!isFirst)
        {
            return;
        }

        if (urgency == Urgency.Nice && OperatingSystem.IsLinux())
        {
            ShardLog.NotRealTime(logger, index);
        }
        else if (urgency == Urgency.Ordinary)
        {
            ShardLog.NotRaised(logger, index);
        }

        if (isFree)
        {
            ShardLog.NotPinned(logger, index);
        }
    }

    private void Run(ShardRunner me, AsideRoom? without)
    {
        try
        {
            if (without is not null)
            {
                shard.GoOnWithout(without);
            }

            while (!isStopping)
            {
                TakeQuestions();
                waiter.WaitUntil(shard.RunDue());
            }

            Stop();
        }
        catch (ShardTakenException)
        {
            ComeBack(me, me.Aside!);
            return;
        }
#pragma warning disable CA1031 // The thread's outermost frame: whatever it is, the operator is told and the host ends in good order.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            ShardLog.ShardFailed(logger, index, exception);
            failed();
        }

        me.End();
        runners.End();
    }

    // A question may be about any room, so it waits while one is aside, 200 ms at most; and no tick is begun beside the shard while one waits.
    private void TakeQuestions()
    {
        if (!shard.Ticks.HasRoomsAside)
        {
            mailbox.Drain(shard);
        }

        shard.IsAsked = mailbox.HasAny;
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
