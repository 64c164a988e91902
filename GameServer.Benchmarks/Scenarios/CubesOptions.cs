using System.Globalization;
using GameServer.Simulation.Worlds;
using GameServer.Tools.Bots.Reporting;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What <c>scenario cubes</c> plays.</summary>
internal sealed record CubesOptions
{
    /// <summary>The recordings' frames per second.</summary>
    public const int TickRate = 60;

    /// <summary>A recording, raw or behind Brotli.</summary>
    public string? Data { get; init; }

    /// <summary>Ticks from the state that the client last acknowledged to the one that it is told of; with several, the figures are the first one's.</summary>
    public int[] BaselineAges { get; init; } = [6];

    /// <summary>Whether to do without the model that was trained on other recordings.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>Whether to tell of the same frames by other techniques too.</summary>
    public bool Compare { get; init; }

    /// <summary>For how long each technique runs before it is timed: the compiler looks again at what runs often a good while after it began.</summary>
    public TimeSpan PeerWarmUp { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Where to draw bytes against ages; null for nowhere.</summary>
    public string? Plot { get; init; }

    /// <summary>What is wrong, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Data is null ? "--data FILE is needed: a recording of cubes, raw or .br."
        : !File.Exists(Data) ? $"There is no file {Data}."
        : BaselineAges.Length == 0 || BaselineAges.Any(static age => age < 1 || age >= History.TicksFor(TickRate)) ? $"--baseline-age must be 1 to {History.TicksFor(TickRate) - 1}, or several such numbers with commas between them."
        : Plot is not null && BaselineAges.Length < 2 ? "--plot draws several ages: name them, as in --baseline-age 1,2,3."
        : Plot is not null && !JsonFile.HasPlaceFor(Plot) ? $"The file {Plot} cannot be written."
        : "";

    /// <summary>The ages in a list with commas; none when it is no such list.</summary>
    public static int[] AgesIn(string? text)
    {
        var ages = new List<int>();
        foreach (var part in (text ?? "").Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var age))
            {
                return [];
            }

            ages.Add(age);
        }

        return [.. ages];
    }
}
