using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;

namespace GameServer.Rooms;

/// <summary>Why a seat's client has or has not got an entity: how things stand, and what became of it in the last snapshots.</summary>
internal sealed class EntityExplanation
{
    /// <summary>Name of the kind of what is in the slot now; null when there is nothing.</summary>
    public required string? Kind { get; init; }

    /// <summary>0 when there is nothing.</summary>
    public required int Generation { get; init; }

    /// <summary>The tick of which it was last sent; zero for never.</summary>
    public required Tick LastSent { get; init; }

    /// <summary>The newest tick of which the client has acknowledged it as present; zero for none.</summary>
    public required Tick Acknowledged { get; init; }

    public required IReadOnlyList<(FateLine Line, bool IsAcknowledged)> Snapshots { get; init; }

    /// <summary>The room's thread.</summary>
    public static EntityExplanation Of(Room room, AckTracker acks, int slot, FateLine[] lines)
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
