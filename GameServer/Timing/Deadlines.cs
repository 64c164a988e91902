namespace GameServer.Timing;

/// <summary>
/// Absolute multiples of a period: the n-th is computed from the origin, so nothing adds up to a drift, and a period that is no
/// whole number of nanoseconds (60 Hz) is right on average to the nanosecond.
/// </summary>
/// <param name="origin">When the first is due.</param>
/// <param name="perSecond">How many there are in a second.</param>
/// <param name="second">Nanoseconds of such a second: more than there are, where time is dilated.</param>
internal struct Deadlines(long origin, int perSecond, long second = 1_000_000_000)
{
    private long origin = origin;
    private long count;

    /// <summary>When the next is due. Kept, since a turn looks at that of every room.</summary>
    public long Next { get; private set; } = origin;

    public readonly long Period => second / perSecond;

    public void Advance() => Skip(1);

    /// <summary>Moves all that are to come by so much.</summary>
    public void Shift(long ns)
    {
        origin += ns;
        Next += ns;
    }

    /// <summary>Gives up on those that can no longer be met; the time between is lost to the room. Returns how many.</summary>
    public long SkipUntil(long now)
    {
        var missed = Math.Max(0, (now - Next) / Period);
        Skip(missed);
        return missed;
    }

    private void Skip(long periods)
    {
        count += periods;
        Next = origin + (count * second / perSecond);
    }
}
