using System.Globalization;

namespace GameServer.Games.Bodies;

/// <summary>How the bodies lie when a match begins.</summary>
internal enum Layout
{
    /// <summary>Side by side, at random places and turned at random.</summary>
    Field,

    /// <summary>In stacks of boxes with balls around them.</summary>
    Towers,
}

/// <summary>
/// What a match's configuration text decides: <c>count=250 layout=field seed=1 limit=300</c>, pairs in any order, separated by
/// spaces, commas or semicolons. Immutable. An unknown key or value is a configuration error, told in one sentence.
/// </summary>
internal sealed record BodiesRules
{
    private const int SecondsMax = 3600;
    private const int CountDefault = 250;
    private const float Pitch = 1.25f; // m between two bodies of the field; half of it is on the grid of positions, and so are the walls
    private const float Rim = 5; // m between the field and the walls, for avatars to appear in

    /// <summary>Bodies that lie about.</summary>
    public int Count { get; private init; } = CountDefault;

    public Layout Layout { get; private init; }

    /// <summary>What the layout follows from; null for the room's own seed.</summary>
    public int? Seed { get; private init; }

    /// <summary>When the match is over; 0 for never.</summary>
    public int LimitSeconds { get; private init; }

    /// <summary>Bodies side by side in the field.</summary>
    public int Columns => Ceiling(MathF.Sqrt(Count));

    /// <summary>The field reaches from minus to plus this on both axes, metres.</summary>
    public float FieldHalfSize => Columns * Pitch * 0.5f;

    /// <summary>The yard's walls stand so far from the middle, metres.</summary>
    public float YardHalfSize => FieldHalfSize + Rim;

    /// <summary>Throws <see cref="ArgumentException"/> with one sentence for what it does not know.</summary>
    public static BodiesRules Parse(string config)
    {
        var rules = new BodiesRules();
        var seen = new List<string>();
        foreach (var pair in config.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            rules = key switch
            {
                "count" => rules with { Count = Number(key, value, 1, Bodies.BodiesMax) },
                "layout" => rules with { Layout = LayoutNamed(value) },
                "seed" => rules with { Seed = Number(key, value, 0, int.MaxValue) },
                "limit" => rules with { LimitSeconds = Number(key, value, 1, SecondsMax) },
                _ => throw new ArgumentException($"Bodies: the configuration knows count, layout, seed and limit, not \"{key}\"."),
            };
            if (seen.Contains(key))
            {
                throw new ArgumentException($"Bodies: the configuration says {key} twice.");
            }

            seen.Add(key);
        }

        return rules;
    }

    private static Layout LayoutNamed(string name) => name switch
    {
        "field" => Layout.Field,
        "towers" => Layout.Towers,
        _ => throw new ArgumentException($"Bodies: there are the layouts field and towers, not \"{name}\"."),
    };

    private static int Number(string key, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw new ArgumentException($"Bodies: {key} is a whole number from {min} to {max}, not \"{text}\".");

    private static int Ceiling(float value) => (int)MathF.Ceiling(value);
}
