using GameServer.Rooms;
using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>
/// The threads that a shard runs on: the one that has it, spares that are warm, since to start one takes longer than to go on with one, and those that are
/// away in the code of a room. Any thread asks; each answer is given under one lock.
/// </summary>
internal sealed class ShardRunners(GameCalls calls, string name, Action prepare)
{
    /// <summary>Threads in the code of rooms at once, those included that never came back: a game that hangs in room after room leaves one behind with each.</summary>
    public const int AwayMax = 8;

    // One to go on with the shard, and two for rooms that are ticked beside it.
    private const int SparesMax = 3;
    private const int SparesToGoOn = 1;

    // Behind the shards, before what else wants a processor: a tick beside is somebody's match.
    private const int AwayNice = -10;

    private readonly Lock guard = new();
    private readonly Stack<ShardRunner> spares = new();
    private readonly List<Away> away = [];
    private volatile ShardRunner? current;
    private volatile int awayCount;
    private int lost;
    private bool hasEnded;

    /// <summary>How long the thread that has the shard has waited for a processor since its start.</summary>
    public long WaitedNs => current is { } runner ? OsThread.WaitedNs(runner.SystemThread) : 0;

    /// <summary>Threads that were given up.</summary>
    public int Lost => lost;

    public void Start(Action<ShardRunner> shard, Action prepareFirst)
    {
        lock (guard)
        {
            current = new ShardRunner(name, prepareFirst) { HoldsProcess = true };
            current.Give(shard);
            spares.Push(new ShardRunner(name, prepare));
        }
    }

    public bool Join(TimeSpan timeout) => current?.Join(timeout) ?? true;

    /// <summary>
    /// The watching thread: takes the shard from the thread that is in this call, which goes on with the call alone, and has a spare go on with the shard.
    /// Null when the call is over, or not one to be taken.
    /// </summary>
    /// <param name="call">Its number.</param>
    /// <param name="isGivenUp">Whether it is not waited for; else it must be a tick, and not too many be away already.</param>
    /// <param name="goOn">What the spare does.</param>
    public AsideRoom? TryHandOver(long call, bool isGivenUp, Action<ShardRunner, AsideRoom> goOn)
    {
        lock (guard)
        {
            if (current is not { } stuck || (!isGivenUp && away.Count + lost >= AwayMax))
            {
                return null;
            }

            var aside = new AsideRoom(isGivenUp ? AsideState.GivenUp : AsideState.Away);
            stuck.Aside = aside; // Before it can find that the call was taken.
            if (!calls.TryTake(call, onlyTicks: !isGivenUp, out var taken))
            {
                stuck.Aside = null;
                return null;
            }

            aside.Host = taken.Host!;
            SendAway(stuck, aside, isGivenUp);
            if (!spares.TryPop(out var spare))
            {
                spare = new ShardRunner(name, prepare);
            }

            spare.HoldsProcess = true;
            current = spare;
            spare.Give(me => goOn(me, aside));
            return aside;
        }
    }

    /// <summary>The watching thread: the one that has the shard is given up with it.</summary>
    public void Abandon()
    {
        lock (guard)
        {
            current!.HoldsProcess = false;
            Lose(current);
        }
    }

    /// <summary>The watching thread, when there is time: has a spare ready for the next time.</summary>
    public void KeepSpare()
    {
        lock (guard)
        {
            if (spares.Count < SparesToGoOn && !hasEnded)
            {
                spares.Push(new ShardRunner(name, prepare));
            }
        }
    }

    /// <summary>The shard's thread: has a room's tick done beside it; false when no thread can be spared for that.</summary>
    public bool TryGive(AsideRoom aside, Action<ShardRunner> tick)
    {
        lock (guard)
        {
            if (spares.Count <= SparesToGoOn || away.Count + lost >= AwayMax)
            {
                return false;
            }

            var runner = spares.Pop();
            runner.Aside = aside;
            SendAway(runner, aside, isGivenUp: false);
            runner.Give(tick);
            return true;
        }
    }

    /// <summary>A thread that has come back: it becomes a spare again, or ends.</summary>
    public void Park(ShardRunner runner)
    {
        lock (guard)
        {
            runner.Aside = null;
            if (hasEnded || spares.Count >= SparesMax)
            {
                runner.End();
            }
            else
            {
                spares.Push(runner);
            }
        }
    }

    /// <summary>The watching thread: one look at those that are away. A room that was not back in time is given up and returned; null when there is none.</summary>
    public AsideRoom? Look()
    {
        if (awayCount == 0)
        {
            return null;
        }

        lock (guard)
        {
            AsideRoom? hung = null;
            for (var i = away.Count - 1; i >= 0; i--)
            {
                var (aside, runner, watch) = away[i];
                if (hung is null && watch.Look() == CallState.Hangs && aside.TryGiveUp(watch.SeenMs))
                {
                    Lose(runner);
                    hung = aside;
                }

                if (aside.State != AsideState.Away)
                {
                    away.RemoveAt(i);
                }
            }

            awayCount = away.Count;
            return hung;
        }
    }

    /// <summary>The shard has stopped: spares end, and who is away ends when it comes back.</summary>
    public void End()
    {
        lock (guard)
        {
            hasEnded = true;
            while (spares.TryPop(out var spare))
            {
                spare.End();
            }
        }
    }

    private void SendAway(ShardRunner runner, AsideRoom aside, bool isGivenUp)
    {
        runner.HoldsProcess = false;
        if (isGivenUp)
        {
            Lose(runner);
            return;
        }

        OsThread.TryMakeOrdinary(runner.SystemThread, AwayNice);
        var watch = new HangDetector(() => aside.State == AsideState.Away ? 1 : 0, () => OsThread.WaitedNs(runner.SystemThread), HangDetector.LookEveryMs);
        away.Add(new Away(aside, runner, watch));
        awayCount = away.Count;
    }

    // Nobody can end it; the process is not to wait for it, and it has no right to be before others. But not behind them either: every collection has to halt it,
    // and with what nobody else wants of the processors it would get none for that as long as others are busy, while all shards stand still.
    private void Lose(ShardRunner runner)
    {
        lost++;
        OsThread.TryMakeOrdinary(runner.SystemThread, 0);
    }

    private readonly record struct Away(AsideRoom Aside, ShardRunner Runner, HangDetector Watch);
}
