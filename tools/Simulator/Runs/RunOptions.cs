using System.Globalization;

namespace GameServer.Tools.Simulator.Runs;

/// <summary>What one seed plays.</summary>
internal sealed record RunOptions
{
    public const string SwarmProfile = "swarm";

    public double Minutes { get; init; } = 1;

    public int Players { get; init; } = 8;

    public string Profile { get; init; } = SwarmProfile;

    public bool IsSwarm => Profile == SwarmProfile;

    /// <summary>The command that plays a seed again.</summary>
    public string Replay(ulong seed) => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project GameServer.Benchmarks -- scenario simulate --seeds {seed}..{seed} --minutes {Minutes} --players {Players} --profile {Profile}");
}
