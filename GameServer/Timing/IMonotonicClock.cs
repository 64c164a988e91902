namespace GameServer.Timing;

/// <summary>Nanoseconds since some fixed moment, never going back. Tests pass one that they turn by hand.</summary>
internal interface IMonotonicClock
{
    long Now { get; }
}
