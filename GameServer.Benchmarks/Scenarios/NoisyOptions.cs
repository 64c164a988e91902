using GameServer.Benchmarks.Noise;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>How <c>scenario noisy</c> runs. Immutable.</summary>
internal sealed record NoisyOptions
{
    /// <summary>Good rooms.</summary>
    public int Rooms { get; init; } = 50;

    /// <summary>Players of each of them.</summary>
    public int Players { get; init; } = 4;

    public int Shards { get; init; } = 1;

    /// <summary>Of each phase.</summary>
    public double Seconds { get; init; } = 20;

    /// <summary>How often the good rooms are measured alone and then with the bad ones beside them.</summary>
    public int Pairs { get; init; } = 2;

    public double Warmup { get; init; } = 10;

    /// <summary>Kinds of bad rooms, separated by commas; null for one room of each.</summary>
    public string? Only { get; init; }

    /// <summary>What is done wrong.</summary>
    public IReadOnlyList<NoiseKind> Kinds => Only is { } only
        ? [.. only.Split(',').Select(static word => Enum.Parse<NoiseKind>(word, ignoreCase: true))]
        : [.. Enum.GetValues<NoiseKind>().Where(static kind => kind != NoiseKind.Calm)];

    /// <summary>What is wrong with them, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Rooms is not (>= 1 and <= 500) ? "--rooms is 1 to 500."
        : Players is not (>= 1 and <= 64) ? "--players is 1 to 64."
        : Shards is not (>= 1 and <= 64) ? "--shards is 1 to 64."
        : Seconds is not (>= 3 and <= 600) ? "--seconds is 3 to 600."
        : Pairs is not (>= 1 and <= 100) ? "--pairs is 1 to 100."
        : Warmup is not (>= 3 and <= 600) ? "--warmup is 3 to 600."
        : Only is { } only && !only.Split(',').All(IsKind) ? $"--only is some of {string.Join(",", Enum.GetNames<NoiseKind>()).ToLowerInvariant()}, not \"{only}\"."
        : "";

    private static bool IsKind(string text) => Enum.GetNames<NoiseKind>().Contains(text, StringComparer.OrdinalIgnoreCase);
}
