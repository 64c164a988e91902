namespace GameServer.Benchmarks.Scenarios;

/// <summary>How <c>scenario profiles</c> runs. Immutable.</summary>
internal sealed record ProfilesOptions
{
    /// <summary>Bots of the one room.</summary>
    public int Players { get; init; } = 8;

    /// <summary>Seconds that are measured of each profile; of one whose troubles come and go a whole period at least.</summary>
    public double Seconds { get; init; } = 15;

    /// <summary>Seconds before them.</summary>
    public double Warmup { get; init; } = 5;

    /// <summary>What the game is told; null for its own map, where walls hide players from each other.</summary>
    public string? RoomConfig { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Names of <see cref="ProfileRow.All"/>, or empty for all.</summary>
    public string[] Only { get; init; } = [];

    /// <summary>Where the table goes, in Markdown; null for nowhere.</summary>
    public string? Table { get; init; }

    public IReadOnlyList<ProfileRow> Rows => [.. ProfileRow.All.Where(row => Only.Length == 0 || Only.Contains(row.Name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>What is wrong with them, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Players is not (>= 1 and <= 64) ? "--players is 1 to 64."
        : Seconds is not (>= 1 and <= 3600) ? "--seconds is 1 to 3600."
        : Warmup is not (>= 0 and <= 600) ? "--warmup is 0 to 600 seconds."
        : Array.Find(Only, static name => !Array.Exists(ProfileRow.All, row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase))) is { } unknown
            ? $"There is no row \"{unknown}\", only {string.Join(", ", ProfileRow.All.Select(static row => row.Name))}."
        : "";
}
