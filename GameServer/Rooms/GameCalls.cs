namespace GameServer.Rooms;

/// <summary>
/// Marks when a shard's thread is inside a game's code. Another thread sees by it a call that does not come back, and can take the
/// shard away from the thread that is stuck in it: one compare-and-swap decides who goes on, the thread that leaves the call or whoever
/// takes it away. Entered and left by the shard's thread, looked at by any.
/// </summary>
internal sealed class GameCalls
{
    private long entered;
    private long underWay;
    private GameCall of;

    /// <summary>Begins a call; its number is for <see cref="Leave"/>.</summary>
    /// <param name="room">Name of the room whose code is called.</param>
    /// <param name="host">The room, unless it is only being made.</param>
    /// <param name="isTick">Whether it is the room's tick, which another thread may leave to this one and which may be waited for.</param>
    public long Enter(string room, RoomHost? host, bool isTick = false)
    {
        of = new GameCall(entered + 1, room, host, isTick);
        Volatile.Write(ref underWay, ++entered);
        return entered;
    }

    /// <summary>Ends a call.</summary>
    /// <exception cref="ShardTakenException">It took so long that the shard belongs to another thread now: this one must touch nothing of it any more.</exception>
    public void Leave(long call)
    {
        if (Interlocked.CompareExchange(ref underWay, 0, call) != call)
        {
            throw new ShardTakenException();
        }
    }

    /// <summary>Any thread: the call that is under way; its number is 0 when there is none.</summary>
    public long UnderWay => Volatile.Read(ref underWay);

    /// <summary>Any thread: takes the shard away from the thread that is in this call. False when that has left it in the meantime, or the call cannot be taken.</summary>
    public bool TryTake(long call, bool onlyTicks, out GameCall taken)
    {
        // Nobody enters while this one is under way, so that what is read belongs to it if the swap succeeds.
        taken = of;
        return taken.CanBeTaken && (taken.IsTick || !onlyTicks) && Interlocked.CompareExchange(ref underWay, 0, call) == call;
    }
}

/// <summary>A call of a game's code.</summary>
/// <param name="Number">Counts a shard's calls from 1.</param>
/// <param name="Room">Name of the room.</param>
/// <param name="Host">The room, unless it is only being made.</param>
/// <param name="IsTick">Whether it is the room's tick.</param>
internal readonly record struct GameCall(long Number, string Room, RoomHost? Host, bool IsTick)
{
    /// <summary>Whether another thread could go on with the shard: there is a room to go on without.</summary>
    public bool CanBeTaken => Host is not null;
}

/// <summary>A game's code came back after its shard had gone on without it.</summary>
internal sealed class ShardTakenException() : Exception("The shard has gone on without this thread.");

/// <summary>A game's code did not come back in time.</summary>
internal sealed class RoomHangException(string room, double milliseconds)
    : Exception($"The code of room {room} had not come back after {milliseconds:0} ms.");
