using System.Diagnostics;

namespace GameServer.Timing;

/// <summary>The machine's monotonic clock. Stateless; any thread may read it.</summary>
internal sealed class StopwatchClock : IMonotonicClock
{
    private const long Second = 1_000_000_000;

    /// <summary>Whether it counts nanoseconds itself, as on Linux, where it is CLOCK_MONOTONIC: comparable between processes.</summary>
    public static bool CountsNanoseconds => Stopwatch.Frequency == Second;

    public long Now => CountsNanoseconds ? Stopwatch.GetTimestamp() : Scale(Stopwatch.GetTimestamp());

    // In two parts, or the product would overflow within minutes.
    private static long Scale(long ticks) =>
        (ticks / Stopwatch.Frequency * Second) + (ticks % Stopwatch.Frequency * Second / Stopwatch.Frequency);
}
