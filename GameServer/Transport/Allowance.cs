namespace GameServer.Transport;

/// <summary>A token bucket: so many a second, and so many at once after a rest. Starts full.</summary>
internal struct Allowance(int perSecond, int atOnce)
{
    private double left = atOnce;
    private TimeSpan refilled;

    internal void Refill(TimeSpan now)
    {
        left = Math.Min(atOnce, left + (perSecond * Math.Max(0, (now - refilled).TotalSeconds)));
        refilled = now;
    }

    internal bool TryTake()
    {
        if (left < 1)
        {
            return false;
        }

        left--;
        return true;
    }
}
