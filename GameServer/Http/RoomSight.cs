using GameServer.Fleet;
using GameServer.Shards;

namespace GameServer.Http;

/// <summary>A room as a list finds it: enough to filter and order by, before anything is put together for it.</summary>
/// <param name="Room">What its allocator knows; null for one that somebody made by its name.</param>
/// <param name="Line">What its shard reported; null for one that is being made, or has ended.</param>
/// <param name="Place">Its shard.</param>
internal readonly record struct RoomSight(FleetRoom? Room, RoomLine? Line, ShardPlace Place)
{
    public RoomSight(FleetRoom room)
        : this(room, null, room.Place)
    {
    }

    public string Id => Room?.Id ?? Line!.Value.Name;

    public string State => Room is { } room ? RoomView.StateOf(room, Line) : RoomView.StateOf(Line!.Value);

    public IReadOnlyDictionary<string, string>? Labels => Room?.Labels;

    public int FreeSeats =>
        Room?.End is not null ? 0
        : Line is { } line ? line.IsDraining ? 0 : line.SeatsFree
        : Room!.MaxPlayers - Room.SeatsAsked;
}
