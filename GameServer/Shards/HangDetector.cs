using GameServer.Rooms;

namespace GameServer.Shards;

/// <summary>
/// Decides whether a shard's thread hangs in a game's code. Counts its own looks, not time: when the whole process stands still, as in a
/// collection or a suspended machine, it has looked as little as the thread has run. Owned by the thread that looks.
/// </summary>
internal sealed class HangDetector(GameCalls calls)
{
    /// <summary>Between two looks.</summary>
    public const int LookEveryMs = 10;

    // Three ticks at 60 Hz; and as long as nobody's match but that room's has lost more than what clients bridge.
    private const int LooksToSuspect = 5;
    private const int LooksToBeSure = 20;

    private long seen;
    private int looks;
    private long waitedBefore;

    /// <summary>The call that is looked at; of use when it hangs.</summary>
    public long Call => seen;

    /// <summary>How long it has been seen at least, in ms.</summary>
    public int SeenMs => looks * LookEveryMs;

    /// <summary>One look.</summary>
    /// <param name="waitedNs">How long the shard's thread has waited for a processor since its start; asked for when it matters.</param>
    public CallState Look(Func<long> waitedNs)
    {
        var call = calls.UnderWay;
        if (call == 0 || call != seen)
        {
            (seen, looks) = (call, 0);
            return CallState.Fine;
        }

        looks++;
        switch (looks)
        {
            case LooksToSuspect:
                waitedBefore = waitedNs();
                return CallState.Suspected;
            case < LooksToBeSure:
                return CallState.Fine;
        }

        // A thread that gets no processor does not hang; it begins to be looked at anew.
        if (waitedNs() - waitedBefore > (looks - LooksToSuspect) * LookEveryMs * 1_000_000L / 2)
        {
            looks = LooksToSuspect;
            waitedBefore = waitedNs();
            return CallState.Fine;
        }

        return CallState.Hangs;
    }
}

/// <summary>What a look at a shard's thread said.</summary>
internal enum CallState
{
    /// <summary>It is not in a game's code, or not for long, or was suspected before.</summary>
    Fine,

    /// <summary>It is in one call for three ticks.</summary>
    Suspected,

    /// <summary>It is not coming back in time.</summary>
    Hangs,
}
