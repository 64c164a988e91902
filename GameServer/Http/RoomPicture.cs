using GameServer.Rooms;
using GameServer.Shards;

namespace GameServer.Http;

/// <summary>One room as the page draws it: players, everything that has a position, and the last lines said.</summary>
internal sealed record RoomPicture(string RoomId, uint Tick, int TickRate, bool Draining, IReadOnlyList<PlayerRow> Players, IReadOnlyList<EntityDot> Entities, IReadOnlyList<ChatLine> Chat)
{
    public static RoomPicture Of(RoomCopy copy) => new(
        copy.Line.Name, copy.Line.Tick, copy.Line.TickRate, copy.Line.IsDraining, [.. copy.Seats.Select(PlayerRow.Of)], copy.Entities, copy.Chats);
}
