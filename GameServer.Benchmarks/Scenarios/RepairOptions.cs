using GameServer.Client.Conditioning;
using GameServer.Tools.Simulator.Repairs;

namespace GameServer.Benchmarks.Scenarios;

/// <summary>What <c>scenario repair</c> plays.</summary>
internal sealed record RepairOptions
{
    private const int PlayersMax = 64;
    private const int TickRate = 60;

    public int Flips { get; init; } = 10_000;

    public ulong Seed { get; init; } = 1;

    public FlipOptions Match { get; init; } = new();

    /// <summary>What is wrong, as a sentence; empty when nothing is.</summary>
    public string Problem =>
        Flips < 1 ? "--flips must be at least 1."
        : Match.Players is < 1 or > PlayersMax ? $"--players must be 1 to {PlayersMax}."
        : Match.SnapshotRate < 1 || TickRate % Match.SnapshotRate != 0 ? $"--snapshot must divide {TickRate}."
        : !NetworkProfiles.TryGet(Match.Profile, out _) ? $"--profile is a network from N0 to N12, not \"{Match.Profile}\"."
        : "";
}
