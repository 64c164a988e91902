using GameServer.Replication;
using GameServer.Rooms;

namespace GameServer.Shards;

/// <summary>
/// A room that its shard goes on without, since another thread is in its code. One compare-and-swap decides whether that thread comes back in time or the
/// room is given up. The two threads write nothing here but what is said of each.
/// </summary>
internal sealed class AsideRoom(AsideState state = AsideState.Away)
{
    private int state = (int)state;

    /// <summary>Set by who takes it from the shard, before that goes on.</summary>
    public RoomHost Host { get; set; } = null!;

    /// <summary>Any thread.</summary>
    public AsideState State => (AsideState)Volatile.Read(ref state);

    /// <summary>The thread that is in its code, before it says that it is back: when it was.</summary>
    public long EndedAt { get; set; }

    /// <summary>Who gives it up, before: how long it has been waited for, in ms.</summary>
    public int WaitedMs { get; set; }

    /// <summary>The shard's thread: when it is due; null for a room that was being closed.</summary>
    public ScheduledRoom? Room { get; set; }

    /// <summary>The shard's thread: what the room's tick composes with, the other thread's until it is back.</summary>
    public SnapshotComposer? Composer { get; set; }

    /// <summary>The thread that is out of its code; false when that is too late, and then it must touch nothing of the room any more.</summary>
    public bool TryComeBack(long now)
    {
        EndedAt = now;
        return TryEnd(AsideState.Back);
    }

    /// <summary>Any thread: gives it up; false when it is back.</summary>
    public bool TryGiveUp(int waitedMs)
    {
        WaitedMs = waitedMs;
        return TryEnd(AsideState.GivenUp);
    }

    private bool TryEnd(AsideState end) => Interlocked.CompareExchange(ref state, (int)end, (int)AsideState.Away) == (int)AsideState.Away;
}

/// <summary>What became of a room that was set aside.</summary>
internal enum AsideState
{
    /// <summary>Another thread is in its code.</summary>
    Away,

    /// <summary>That thread is done, and the room can go on where it was.</summary>
    Back,

    /// <summary>It did not come back in time.</summary>
    GivenUp,
}
