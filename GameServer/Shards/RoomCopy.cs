using GameServer.Rooms;

namespace GameServer.Shards;

/// <summary>One room from above, for whoever looks in. Made on the shard's thread, immutable from there on.</summary>
internal sealed class RoomCopy
{
    public required RoomLine Line { get; init; }

    public required IReadOnlyList<SeatLine> Seats { get; init; }

    public required IReadOnlyList<EntityDot> Entities { get; init; }

    public required IReadOnlyList<ChatLine> Chats { get; init; }

    public required IReadOnlyList<DiscrepancyLine> Discrepancies { get; init; }

    /// <summary>The shard's thread.</summary>
    public static RoomCopy Of(Shard shard, RoomHost host)
    {
        var seats = new List<SeatLine>();
        foreach (var seat in host.Seats)
        {
            if (seat.Seat.IsTaken)
            {
                seats.Add(SeatLine.Of(host, seat, shard.Sessions.PlayerIdAt(host, seat.Seat.Id)));
            }
        }

        return new RoomCopy { Line = RoomLine.Of(host, shard.Now), Seats = seats, Entities = Dots(host), Chats = [.. host.Chats.Lines], Discrepancies = [.. host.Discrepancies.Lines] };
    }

    // Whatever the game: a record says itself which columns are its position.
    private static List<EntityDot> Dots(RoomHost host)
    {
        var dots = new List<EntityDot>();
        var records = host.Room.Game.Schema.RecordSpan;
        var sealedTick = host.Room.History.Newest;
        for (var slot = 0; slot < sealedTick.SlotCount; slot++)
        {
            var head = sealedTick.HeadAt(slot);
            if (!head.IsPresent || records[head.Kind] is not { PositionColumn: >= 0 and var x } record)
            {
                continue;
            }

            var row = sealedTick.RowAt(slot);
            var owner = head.Owner.IsSeat ? head.Owner.Index : -1;
            dots.Add(new EntityDot(slot, record.Name, owner, row[x] * record.PositionStep, row[x + 1] * record.PositionStep));
        }

        return dots;
    }
}

/// <summary>Where an entity is, in the game's own unit.</summary>
/// <param name="Slot">Its slot; the next one in it may be another entity.</param>
/// <param name="Kind">Name of its kind.</param>
/// <param name="Owner">Seat that owns it; -1 for nobody.</param>
/// <param name="X">First coordinate.</param>
/// <param name="Y">Second coordinate.</param>
internal readonly record struct EntityDot(int Slot, string Kind, int Owner, float X, float Y);
