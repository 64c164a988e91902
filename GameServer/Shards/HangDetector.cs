namespace GameServer.Shards;

/// <summary>
/// Decides whether a thread is slow or hangs in a game's code. Counts its own looks, not time: when the whole process stands still, as in a
/// collection or a suspended machine, it has looked as little as the thread has run. Owned by the thread that looks.
/// </summary>
/// <param name="underWay">The call that the thread is in; 0 for none.</param>
/// <param name="waitedNs">How long the thread has waited for a processor since its start; asked for when it matters.</param>
/// <param name="slowMs">How long a call may take before others are not to wait for it any longer.</param>
internal sealed class HangDetector(Func<long> underWay, Func<long> waitedNs, double slowMs)
{
    /// <summary>Between two looks.</summary>
    public const int LookEveryMs = 4;

    /// <summary>How long a call may take before it is given up: as long as nobody's match but that room's loses by it.</summary>
    public const int HangMs = 200;

    private const long LookNs = LookEveryMs * 1_000_000L;

    // What the thread waited is asked for from two looks before it is slow: it is a file to read, and hardly any call takes as long.
    private readonly int looksToAsk = Math.Max(1, (int)Math.Ceiling(slowMs / LookEveryMs) - 2);

    private long seen;
    private int looks;
    private long waitedBefore;
    private long ownNs;
    private bool isSlow;

    /// <summary>The call that is looked at; of use when it is slow or hangs.</summary>
    public long Call => seen;

    /// <summary>How long it has been seen at least, in ms.</summary>
    public int SeenMs => looks * LookEveryMs;

    /// <summary>One look.</summary>
    public CallState Look()
    {
        var call = underWay();
        if (call == 0 || call != seen)
        {
            (seen, looks, ownNs, isSlow) = (call, 0, 0, false);
            return CallState.Fine;
        }

        looks++;
        ownNs += looks < looksToAsk ? LookNs : OwnNs();
        if (ownNs >= HangMs * 1_000_000L)
        {
            return CallState.Hangs;
        }

        if (isSlow || ownNs < slowMs * 1e6)
        {
            return CallState.Fine;
        }

        isSlow = true;
        return CallState.Slow;
    }

    // A thread that gets no processor is not slow. One that has waited most of the time since the last look has most likely done so all the time.
    private long OwnNs()
    {
        var waited = waitedNs();
        var since = looks == looksToAsk ? 0 : waited - waitedBefore;
        waitedBefore = waited;
        return since > LookNs * 3 / 4 ? 0 : LookNs - Math.Max(0, since);
    }
}

/// <summary>What a look at a thread said.</summary>
internal enum CallState
{
    /// <summary>It is not in a game's code, or not for long, or was slow before.</summary>
    Fine,

    /// <summary>Others wait for the call for longer than a tick.</summary>
    Slow,

    /// <summary>It is not coming back in time.</summary>
    Hangs,
}
