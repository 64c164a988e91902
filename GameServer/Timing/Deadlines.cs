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
    private readonly long origin = origin;
    private long count;

    /// <summary>When the next is due.</summary>
    public readonly long Next => origin + (count * second / perSecond);

    public readonly long Period => second / perSecond;

    public void Advance() => count++;

    /// <summary>Gives up on those that can no longer be met; the time between is lost to the room. Returns how many.</summary>
    public long SkipUntil(long now)
    {
        var missed = Math.Max(0, (now - Next) / Period);
        count += missed;
        return missed;
    }
}
