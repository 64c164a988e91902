using GameServer.Reports;
using HdrHistogram;

namespace GameServer.Shards;

/// <summary>A report with exact percentiles of the time since the one before. They can be had once, so there is one reader of them.</summary>
internal sealed class IntervalReport : ShardReport
{
    public LongHistogram TickMicros { get; } = ShardStats.NewHistogram();

    public LongHistogram LatenessMicros { get; } = ShardStats.NewHistogram();

    public override void Fill(Shard shard)
    {
        shard.Stats.MoveHistogramsTo(TickMicros, LatenessMicros);
        base.Fill(shard);
    }
}
