using GameServer.Rooms;

namespace GameServer.Shards;

/// <summary>One room in a report: a copy of its numbers.</summary>
internal readonly record struct RoomLine
{
    public required uint Id { get; init; }

    public required string Name { get; init; }

    public required uint Epoch { get; init; }

    public required uint Tick { get; init; }

    public required int TickRate { get; init; }

    public required int SeatsMax { get; init; }

    public required int SeatsTaken { get; init; }

    public required int SeatsConnected { get; init; }

    public required int SeatsReserved { get; init; }

    /// <summary>Inputs that wait for their tick, of all seats together.</summary>
    public required int InputsBuffered { get; init; }

    /// <summary>Seats whose path takes less than the room would send.</summary>
    public required int SeatsLimited { get; init; }

    public required bool IsDraining { get; init; }

    public required long Ticks { get; init; }

    public required long TicksSkipped { get; init; }

    public required long LateTicks { get; init; }

    public required long TickNs { get; init; }

    /// <summary>When the newest tick began, by the shard's clock; with the ticks at two moments this is the room's rate, to the nanosecond.</summary>
    public required long TickBegunNs { get; init; }

    /// <summary>What its players go without, for want of time.</summary>
    public required Shedding Shedding { get; init; }

    /// <summary>Seconds of the room in a second; less than 1 while its time is dilated.</summary>
    public required double TimeRate { get; init; }

    public int SeatsFree => SeatsMax - SeatsTaken - SeatsReserved;

    /// <summary>The shard's thread.</summary>
    public static RoomLine Of(RoomHost host, long now)
    {
        int connected = 0, buffered = 0, limited = 0;
        foreach (var seat in host.Seats)
        {
            connected += seat.Seat.IsConnected ? 1 : 0;
            buffered += seat.Seat.IsConnected ? seat.Seat.Inputs.Depth : 0;
            limited += seat.Seat.IsConnected && seat.Replication.Rate.IsLimited ? 1 : 0;
        }

        return new RoomLine
        {
            Id = host.Id,
            Name = host.Name,
            Epoch = host.Settings.Epoch,
            Tick = host.Room.Tick.Number,
            TickRate = host.Room.Settings.TickRate,
            SeatsMax = host.Room.Settings.SeatsMax,
            SeatsTaken = host.Room.SeatsTaken,
            SeatsConnected = connected,
            SeatsReserved = host.Reservations.Count(now),
            InputsBuffered = buffered,
            SeatsLimited = limited,
            IsDraining = host.IsDraining,
            Ticks = host.Counters.Ticks,
            TicksSkipped = host.Counters.TicksSkipped,
            LateTicks = host.Counters.LateTicks,
            TickNs = host.Counters.TickNs,
            TickBegunNs = host.Counters.TickBegunNs,
            Shedding = host.Shedding,
            TimeRate = host.Pace.Rate,
        };
    }
}
