using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tools.Demo.Measuring;

/// <summary>What a person wants to see of a match at a glance.</summary>
internal sealed record StatusLine(double TickHz, int Players, Samples SnapshotAge, long Corrections, double BytesPerSecond, string Leader, int LeaderScore)
{
    private string Lead => LeaderScore > 0 ? $"{Leader} leads with {LeaderScore}" : "nobody has scored yet";

    public override string ToString() => FormattableString.Invariant(
        $"{TickHz:0.0} ticks/s, {Players} players, snapshot age {SnapshotAge.Percentile(50):0.0} ms (p99 {SnapshotAge.Percentile(99):0.0}), {Corrections} corrections, {BytesPerSecond / 1000:0.00} kB/s per client, {Lead}");
}
