using GameServer.Protocol.Tokens;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Transport;

namespace GameServer.Shards;

/// <summary>
/// A copy of a shard's numbers. Filled on the shard's thread, then read by whoever asked; one at a time, so that it can be used
/// again. Totals count from the start.
/// </summary>
internal class ShardReport
{
    /// <summary>How many of the players who are served worst it names.</summary>
    public const int WorstMax = 10;

    private readonly List<RoomLine> rooms = [];
    private readonly List<SeatLine> worst = [];
    private readonly long[] tokensRefused = new long[Enum.GetValues<TokenRefusal>().Length];

    public TimeBuckets TickBuckets { get; } = TimeBuckets.OfTicks();

    public TimeBuckets LatenessBuckets { get; } = TimeBuckets.OfTicks();

    public RoomQuality Quality { get; } = new();

    public TransportCounters Transport { get; } = new();

    public SessionCounters Sessions { get; } = new();

    public IReadOnlyList<RoomLine> Rooms => rooms;

    /// <summary>Connected players by the age of what they have, the oldest first.</summary>
    public IReadOnlyList<SeatLine> Worst => worst;

    public RoomTotals Totals;

    public long Ticks { get; private set; }

    public long LateTicks { get; private set; }

    public long RoomsFailed { get; private set; }

    public long RoomsHung { get; private set; }

    /// <summary>Times that a room was set aside because its tick took too long.</summary>
    public long RoomsSetAside { get; private set; }

    public long RoomsOverGarbage { get; private set; }

    public long RoomsClosed { get; private set; }

    /// <summary>The share of the shard's time that its work took at the last look; more than 1 is what there was no time for.</summary>
    public double Load { get; private set; }

    /// <summary>Steps of shedding, taken and given back.</summary>
    public long StepsTaken { get; private set; }

    public long StepsGivenBack { get; private set; }

    public int SessionCount { get; private set; }

    public int ConnectedCount { get; private set; }

    public long TokensRefused(TokenRefusal reason) => tokensRefused[(int)reason];

    /// <summary>The shard's thread.</summary>
    public virtual void Fill(Shard shard)
    {
        (Ticks, LateTicks, RoomsFailed, RoomsClosed) = (shard.Stats.Ticks, shard.Stats.LateTicks, shard.Stats.RoomsFailed, shard.Stats.RoomsClosed);
        (RoomsHung, RoomsSetAside, RoomsOverGarbage) = (shard.Stats.RoomsHung, shard.Stats.RoomsSetAside, shard.Stats.RoomsOverGarbage);
        (Load, StepsTaken, StepsGivenBack) = (shard.Overload.Load, shard.Overload.StepsTaken, shard.Overload.StepsGivenBack);
        (SessionCount, ConnectedCount) = (shard.Sessions.SessionCount, shard.Sessions.ConnectedCount);
        shard.Transport.Counters.CopyTo(Transport);
        shard.Sessions.Counters.CopyTo(Sessions);
        foreach (var reason in TokenRefusals)
        {
            tokensRefused[(int)reason] = shard.Sessions.Tokens?.Refused(reason) ?? 0;
        }

        FillQuality(shard);
        FillRooms(shard);
    }

    private static TokenRefusal[] TokenRefusals { get; } = Enum.GetValues<TokenRefusal>();

    private void FillQuality(Shard shard)
    {
        TickBuckets.Clear();
        LatenessBuckets.Clear();
        Quality.Clear();
        TickBuckets.Add(shard.Stats.TickBuckets);
        LatenessBuckets.Add(shard.Stats.LatenessBuckets);
        Quality.Add(shard.QualityOfClosedRooms);
        foreach (var host in shard.Rooms.All)
        {
            Quality.Add(host.Quality);
        }
    }

    private void FillWorst(Shard shard, RoomHost host)
    {
        foreach (var seat in host.Seats)
        {
            if (!seat.Seat.IsConnected || (worst.Count == WorstMax && !(seat.AckAgeMs > worst[^1].AckAgeMs)))
            {
                continue;
            }

            var at = 0;
            while (at < worst.Count && !(seat.AckAgeMs > worst[at].AckAgeMs))
            {
                at++;
            }

            worst.Insert(at, SeatLine.Of(host, seat, shard.Sessions.PlayerIdAt(host, seat.Seat.Id)));
            if (worst.Count > WorstMax)
            {
                worst.RemoveAt(WorstMax);
            }
        }
    }

    private void FillRooms(Shard shard)
    {
        Totals = shard.TotalsOfClosedRooms;
        rooms.Clear();
        worst.Clear();
        foreach (var host in shard.Rooms.All)
        {
            Totals.Add(host);
            FillWorst(shard, host);
            rooms.Add(RoomLine.Of(host, shard.Now));
        }
    }
}
