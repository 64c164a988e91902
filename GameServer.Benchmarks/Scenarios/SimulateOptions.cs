using System.Globalization;
using GameServer.Tools.Simulator.Runs;
using GameServer.Tools.Simulator.Swarm;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What <c>scenario simulate</c> plays.</summary>
internal sealed record SimulateOptions
{
    private const int PlayersMax = 64;
    private const double MinutesMin = 0.2;
    private const double MinutesMax = 600;

    /// <summary>First and last seed, as in 1..100, or one alone.</summary>
    public string Seeds { get; init; } = "1..100";

    public RunOptions Run { get; init; } = new();

    /// <summary>Seeds played at once, a thread each.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    public ulong First => TryRead(Seeds, out var first, out _) ? first : 0;

    public ulong Last => TryRead(Seeds, out _, out var last) ? last : 0;

    /// <summary>What is wrong, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        !TryRead(Seeds, out var first, out var last) || last < first ? $"--seeds is a number or two of them as in 1..100, not \"{Seeds}\"."
        : Run.Players is < 1 or > PlayersMax ? $"--players must be 1 to {PlayersMax}."
        : Run.Minutes is not (>= MinutesMin and <= MinutesMax) ? $"--minutes must be {MinutesMin.ToString(CultureInfo.InvariantCulture)} to {MinutesMax}."
        : Threads < 1 ? "--threads must be at least 1."
        : !Run.IsSwarm && !Benches<int, int>.Has(Run.Profile) ? $"--profile is swarm, or a network from N0 to N13, not \"{Run.Profile}\"."
        : "";

    private static bool TryRead(string text, out ulong first, out ulong last)
    {
        last = 0;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots < 0
            ? ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out first) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out last)
            : ulong.TryParse(text.AsSpan(0, dots), NumberStyles.None, CultureInfo.InvariantCulture, out first)
                & ulong.TryParse(text.AsSpan(dots + 2), NumberStyles.None, CultureInfo.InvariantCulture, out last);
    }
}
