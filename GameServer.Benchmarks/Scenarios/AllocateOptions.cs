namespace GameServer.Benchmarks.Scenarios;

/// <summary>How <c>scenario allocate</c> runs. Immutable.</summary>
internal sealed record AllocateOptions
{
    /// <summary>Allocations per second, whether or not the ones before have been answered.</summary>
    public double PerSecond { get; init; } = 100;

    /// <summary>Seconds without and then with allocations.</summary>
    public double Seconds { get; init; } = 10;

    /// <summary>Rooms that are played in all the while.</summary>
    public int Rooms { get; init; } = 64;

    /// <summary>Players of each of them.</summary>
    public int Players { get; init; } = 16;

    public string? ServerDll { get; init; }

    public string? BotsDll { get; init; }

    /// <summary>What is wrong with them, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        PerSecond is not (>= 1 and <= 10_000) ? "--per-second is 1 to 10000."
        : Seconds is not (>= 1 and <= 600) ? "--seconds is 1 to 600."
        : Rooms is not (>= 1 and <= 1024) ? "--rooms is 1 to 1024."
        : Players is not (>= 1 and <= 64) ? "--players is 1 to 64."
        : ServerDll is { } server && !File.Exists(server) ? $"There is no file {server}."
        : BotsDll is { } bots && !File.Exists(bots) ? $"There is no file {bots}."
        : "";
}
