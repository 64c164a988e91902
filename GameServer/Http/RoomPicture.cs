using GameServer.Rooms;
using GameServer.Shards;

namespace GameServer.Http;

/// <summary>One room as the page draws it: players, everything that has a position, the last lines said, and the last rows that a client held other than it was told.</summary>
internal sealed record RoomPicture(
    string RoomId,
    uint Tick,
    int TickRate,
    bool Draining,
    IReadOnlyList<PlayerRow> Players,
    IReadOnlyList<EntityDot> Entities,
    IReadOnlyList<ChatLine> Chat,
    IReadOnlyList<DesyncRow> Desyncs)
{
    public static RoomPicture Of(RoomCopy copy) => new(
        copy.Line.Name,
        copy.Line.Tick,
        copy.Line.TickRate,
        copy.Line.IsDraining,
        [.. copy.Seats.Select(PlayerRow.Of)],
        copy.Entities,
        copy.Chats,
        [.. copy.Discrepancies.Select(DesyncRow.Of)]);
}

/// <summary>One row that a client held other than it was told, the first field that differs, and both values as the wire has them.</summary>
internal sealed record DesyncRow(long Number, int Seat, string Player, uint Tick, string Entity, string Kind, string Field, int Told, int Held, int Fields)
{
    public static DesyncRow Of(DiscrepancyLine line) => new(
        line.Number,
        line.Seat,
        line.Player,
        line.Found.Tick.Number,
        $"{line.Found.Slot}.{line.Found.Generation}",
        line.Found.Kind,
        line.Found.Field,
        line.Found.Told,
        line.Found.Held,
        line.Found.Fields);
}
