namespace GameServer.Benchmarks.Scenarios;

/// <summary>How <see cref="OverloadScenario"/> loads its servers.</summary>
internal sealed record OverloadOptions
{
    /// <summary>Of the largest crowd that is held.</summary>
    public int Players { get; init; } = 500;

    /// <summary>How many times as many there are in each run.</summary>
    public IReadOnlyList<double> Factors { get; init; } = [1, 1.25, 2];

    /// <summary>A run, but for its players.</summary>
    public LoadOptions Load { get; init; } = LoadOptions.Crowd with { Warmup = 14 };

    /// <summary>One sentence, or nothing when all is well.</summary>
    public string Problem
    {
        get
        {
            if (Factors.Any(static factor => factor is not (> 0 and <= 10)))
            {
                return "--factors are more than 0 and at most 10.";
            }

            return Factors.Select(factor => (Load with { Players = (int)Math.Round(Players * factor) }).Problem).FirstOrDefault(static problem => problem.Length > 0) ?? "";
        }
    }
}
