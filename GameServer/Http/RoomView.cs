using GameServer.Fleet;
using GameServer.Reports;
using GameServer.Shards;

namespace GameServer.Http;

/// <summary>Puts together what the allocator knows of a room and what its shard last reported. Stateless.</summary>
internal static class RoomView
{
    public const string Allocating = "allocating";
    public const string Ready = "ready";
    public const string Active = "active";
    public const string Draining = "draining";
    public const string Ended = "ended";

    /// <summary>Every room: those that live, by name or allocated, and those that ended of late; ordered by their ids.</summary>
    public static IEnumerable<RoomBody> All(NodeReport report, RoomDirectory directory, string game, AllocatorSettings settings, IReadOnlyList<ShardPlace> places)
    {
        var rooms = new SortedDictionary<string, RoomBody>(StringComparer.Ordinal);
        foreach (var room in directory.All)
        {
            rooms[room.Id] = Of(room, line: null, settings);
        }

        for (var i = 0; i < report.Shards.Count; i++)
        {
            foreach (var line in report.Shards[i].Rooms)
            {
                var known = directory.TryGet(line.Name, out var room) && room.Epoch == line.Epoch;
                rooms[line.Name] = known ? Of(room!, line, settings) : OfNamed(line, places[i], game, settings);
            }
        }

        return rooms.Values;
    }

    /// <summary>A room that was allocated, with its shard's line if there is one.</summary>
    public static RoomBody Of(FleetRoom room, RoomLine? line, AllocatorSettings settings)
    {
        var body = new RoomBody
        {
            RoomId = room.Id,
            Epoch = room.Epoch,
            State = StateOf(room, line),
            Game = room.Request.Game,
            Build = room.Request.Build,
            Labels = room.Request.Labels,
            Endpoint = new EndpointBody(settings.AdvertisedHost, room.Place.Port),
            MaxPlayers = room.Request.MaxPlayers,
            FreeSeats = room.End is null ? room.Request.MaxPlayers - room.Request.Players.Count : 0,
            Reserved = room.End is null ? room.Request.Players.Count : 0,
            CreatedAt = room.CreatedAt,
            End = room.End is { } end ? new EndBody(end.At, FigureName.Of(end.Reason), end.Result) : null,
        };
        return line is { } live && room.End is null ? With(body, live) : body;
    }

    /// <summary>A room that somebody made by its name.</summary>
    public static RoomBody OfNamed(RoomLine line, ShardPlace place, string game, AllocatorSettings settings) => With(
        new RoomBody
        {
            RoomId = line.Name,
            Epoch = line.Epoch,
            State = StateOf(line),
            Game = game,
            Endpoint = new EndpointBody(settings.AdvertisedHost, place.Port),
            MaxPlayers = line.SeatsMax,
        },
        line);

    private static RoomBody With(RoomBody body, in RoomLine line)
    {
        var mean = line.Ticks > 0 ? line.TickNs / 1e6 / line.Ticks : 0;
        return body with
        {
            State = StateOf(line),
            Players = line.SeatsTaken,
            Connected = line.SeatsConnected,
            Reserved = line.SeatsReserved,
            FreeSeats = line.IsDraining ? 0 : line.SeatsFree,
            Health = new HealthBody(line.Tick, line.TickRate, mean, mean * line.TickRate / 1000, line.LateTicks, line.TicksSkipped),
        };
    }

    private static string StateOf(FleetRoom room, RoomLine? line) => room.End is not null ? Ended : line is { } live ? StateOf(live) : Allocating;

    private static string StateOf(in RoomLine line) => line.IsDraining ? Draining : line.SeatsTaken > 0 ? Active : Ready;
}
