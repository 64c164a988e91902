using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Transport;
using HdrHistogram;

namespace GameServer.Shards;

/// <summary>
/// A copy of a shard's numbers. Filled on the shard's thread, then read by whoever asked; one at a time, so that it can be used
/// again. Totals count from the start, the two histograms from the last report.
/// </summary>
internal sealed class ShardReport
{
    private readonly List<RoomLine> rooms = [];

    public LongHistogram TickMicros { get; } = ShardStats.NewHistogram();

    public LongHistogram LatenessMicros { get; } = ShardStats.NewHistogram();

    public TransportCounters Transport { get; } = new();

    public SessionCounters Sessions { get; } = new();

    public IReadOnlyList<RoomLine> Rooms => rooms;

    public RoomTotals Totals;

    public long Ticks { get; private set; }

    public long LateTicks { get; private set; }

    public long RoomsFailed { get; private set; }

    public int SessionCount { get; private set; }

    public int ConnectedCount { get; private set; }

    /// <summary>The shard's thread.</summary>
    public void Fill(Shard shard)
    {
        shard.Stats.MoveHistogramsTo(TickMicros, LatenessMicros);
        (Ticks, LateTicks, RoomsFailed) = (shard.Stats.Ticks, shard.Stats.LateTicks, shard.Stats.RoomsFailed);
        (SessionCount, ConnectedCount) = (shard.Sessions.SessionCount, shard.Sessions.ConnectedCount);
        shard.Transport.Counters.CopyTo(Transport);
        shard.Sessions.Counters.CopyTo(Sessions);
        Totals = shard.TotalsOfClosedRooms;
        rooms.Clear();
        foreach (var host in shard.Rooms.All)
        {
            Totals.Add(host);
            rooms.Add(new RoomLine(host.Id, host.Name, host.Room.Tick.Number, host.Counters.Ticks, host.Counters.TicksSkipped, host.Room.SeatsTaken));
        }
    }
}

/// <summary>One room in a report.</summary>
internal readonly record struct RoomLine(uint Id, string Name, uint Tick, long Ticks, long TicksSkipped, int SeatsTaken);
