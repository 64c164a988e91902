using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Tools.Simulator.Checks;

namespace GameServer.Tools.Simulator.Runs;

/// <summary>What one seed came to.</summary>
internal sealed record SeedResult(ulong Seed, double SimulatedSeconds, Findings Findings, ReplicationCounters Replication, SeatCounters Inputs, ulong Fingerprint)
{
    /// <summary>The first violation; null when there is none.</summary>
    public string? Violation => Findings.Violations == 0 ? null : Findings.Kept[0].ToString();
}
