using GameServer.Simulation.Worlds;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What <c>scenario cubes</c> plays.</summary>
internal sealed record CubesOptions
{
    private const int TickRate = 60;

    /// <summary>A recording, raw or behind Brotli.</summary>
    public string? Data { get; init; }

    /// <summary>Ticks from the state that the client last acknowledged to the one that it is told of.</summary>
    public int BaselineAge { get; init; } = 6;

    /// <summary>Whether to do without the model that was trained on other recordings.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>What is wrong, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Data is null ? "--data FILE is needed: a recording of cubes, raw or .br."
        : !File.Exists(Data) ? $"There is no file {Data}."
        : BaselineAge < 1 || BaselineAge >= History.TicksFor(TickRate) ? $"--baseline-age must be 1 to {History.TicksFor(TickRate) - 1}."
        : "";
}
