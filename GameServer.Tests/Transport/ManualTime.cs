namespace GameServer.Tests.Transport;

/// <summary>A clock that a test turns by hand.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long ticks = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(ticks);

    internal void Advance(TimeSpan by) => ticks += by.Ticks;
}
