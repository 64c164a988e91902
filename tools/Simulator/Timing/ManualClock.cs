using GameServer.Timing;

namespace GameServer.Tools.Simulator.Timing;

/// <summary>A clock that a test turns by hand.</summary>
internal sealed class ManualClock : IMonotonicClock
{
    public long Now { get; set; } = 1_000_000_000;

    public double Seconds => Now / 1e9;
}
