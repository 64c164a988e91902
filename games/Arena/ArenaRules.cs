using System.Globalization;

namespace GameServer.Games.Arena;

/// <summary>
/// What a match's configuration text decides: <c>map=arena limit=300 score=20 radius=60 fog=1</c>, pairs in any order, separated by
/// spaces, commas or semicolons. Immutable. An unknown key or value is a configuration error, told in one sentence.
/// </summary>
internal sealed record ArenaRules
{
    // More than a gun reaches: nobody is shot by what was never shown.
    private const float ArenaRadius = 60;
    private const int RadiusMax = 2000;

    /// <summary>What holds when nothing is said.</summary>
    public static ArenaRules Usual { get; } = Parse("");

    /// <summary>The ground.</summary>
    public required ArenaMap Map { get; init; }

    /// <summary>How far a player sees, metres.</summary>
    public float InterestRadius { get; init; }

    /// <summary>Whether walls hide what is behind them (<see cref="Sight"/>); otherwise only distance does.</summary>
    public bool HasFog { get; init; }

    /// <summary>When the match is over; 0 for never.</summary>
    public int LimitSeconds { get; init; }

    /// <summary>The score that wins; 0 for none.</summary>
    public int ScoreLimit { get; init; }

    /// <summary>Reads a configuration; throws <see cref="ArgumentException"/> for what it does not know.</summary>
    public static ArenaRules Parse(string config)
    {
        string? map = null;
        int? limit = null, score = null, radius = null, fog = null;
        foreach (var pair in config.Split([' ', '\t', '\r', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            switch (key)
            {
                case "map" when map is null:
                    map = value;
                    break;
                case "limit" when limit is null:
                    limit = Number(key, value, MatchState.SecondsMax);
                    break;
                case "score" when score is null:
                    score = Number(key, value, MatchState.ScoreMax);
                    break;
                case "radius" when radius is null:
                    radius = Number(key, value, RadiusMax);
                    break;
                case "fog" when fog is null:
                    fog = Number(key, value, max: 1, min: 0);
                    break;
                case "map" or "limit" or "score" or "radius" or "fog":
                    throw new ArgumentException($"Arena: the configuration says {key} twice.");
                default:
                    throw new ArgumentException($"Arena: the configuration knows map, limit, score, radius and fog, not \"{key}\".");
            }
        }

        var ground = MapNamed(map ?? "arena");
        return new ArenaRules
        {
            Map = ground,
            InterestRadius = radius ?? (ground.IsPeaceful ? float.PositiveInfinity : ArenaRadius),
            HasFog = fog == 1,
            LimitSeconds = limit ?? 0,
            ScoreLimit = score ?? 0,
        };
    }

    private static ArenaMap MapNamed(string name) => name switch
    {
        "arena" => ArenaMaps.Arena,
        "field" => ArenaMaps.Field,
        _ => throw new ArgumentException($"Arena: there are the maps arena and field, not \"{name}\"."),
    };

    private static int Number(string key, string text, int max, int min = 1) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new ArgumentException($"Arena: {key} is a whole number from {min} to {max}, not \"{text}\".");
}
