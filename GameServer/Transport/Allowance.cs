namespace GameServer.Transport;

/// <summary>A token bucket: so many a second, and so many at once after a rest. Starts full.</summary>
internal struct Allowance(int perSecond, int atOnce)
{
    private double _left = atOnce;
    private TimeSpan _refilled;

    internal void Refill(TimeSpan now)
    {
        _left = Math.Min(atOnce, _left + (perSecond * Math.Max(0, (now - _refilled).TotalSeconds)));
        _refilled = now;
    }

    internal bool TryTake()
    {
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
