using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Rooms;

/// <summary>Why a seat's client has or has not got an entity: how things stand, and what became of it in the last snapshots.</summary>
internal sealed class EntityExplanation
{
    private const int WatchSeconds = 10;

    /// <summary>Name of the kind of what is in the slot now; null when there is nothing.</summary>
    public required string? Kind { get; init; }

    /// <summary>0 when there is nothing.</summary>
    public required int Generation { get; init; }

    /// <summary>The tick of which it was last sent; zero for never.</summary>
    public required Tick LastSent { get; init; }

    /// <summary>The newest tick of which the client has acknowledged it as present; zero for none.</summary>
    public required Tick Acknowledged { get; init; }

    public required IReadOnlyList<(FateLine Line, bool IsAcknowledged)> Snapshots { get; init; }

    /// <summary>
    /// What became of an entity in the last snapshots of a seat. The question starts the writing down, which goes on for some seconds: the first answer is
    /// empty. A seat has one entity looked at; the newest question decides which. The room's thread.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="seat">What is sent to the seat.</param>
    /// <param name="slot">The entity's slot.</param>
    /// <param name="generation">Its generation; 0 for whatever is in the slot.</param>
    public static EntityExplanation Ask(Room room, SeatReplication seat, int slot, int generation)
    {
        var until = room.Tick + (WatchSeconds * room.Settings.TickRate);
        if (seat.Watch is not { } watch || !watch.IsOf(slot, generation))
        {
            watch = seat.Watch = new EntityWatch(slot, generation, until);
        }

        watch.Until = until;
        return Of(room, seat.Acks, slot, watch.Lines());
    }

    private static EntityExplanation Of(Room room, AckTracker acks, int slot, FateLine[] lines)
    {
        var now = room.History.Newest;
        var head = slot < now.SlotCount ? now.HeadAt(slot) : default;
        return new EntityExplanation
        {
            Kind = head.IsPresent ? room.Game.Schema.RecordSpan[head.Kind].Name : null,
            Generation = head.IsPresent ? head.Generation : 0,
            LastSent = acks.LastSent(slot),
            Acknowledged = acks.BaselineOf(slot),
            Snapshots = [.. lines.Select(line => (line, acks.TryFind(line.Datagram, out var record) && record.IsConfirmed))],
        };
    }
}
