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

    /// <summary>Every room that lives, by name or allocated.</summary>
    public static IEnumerable<RoomSight> Living(NodeReport report, FleetServices fleet)
    {
        for (var i = 0; i < report.Shards.Count; i++)
        {
            foreach (var line in report.Shards[i].Rooms)
            {
                var known = fleet.Directory.TryGet(line.Name, out var room) && room.Epoch == line.Epoch;
                if (!known || room!.End is null)
                {
                    yield return new RoomSight(known ? room : null, line, fleet.Places[i]);
                }
            }
        }

        foreach (var room in fleet.Directory.All)
        {
            if (room.End is null && !report.Names.Contains(room.Id))
            {
                yield return new RoomSight(room);
            }
        }
    }

    /// <summary>Those that live and those that ended of late, in no order.</summary>
    public static IEnumerable<RoomSight> All(NodeReport report, FleetServices fleet) =>
        Living(report, fleet).Concat(fleet.Directory.All.Where(static room => room.End is not null).Select(static room => new RoomSight(room)));

    /// <summary>The first of them by their ids, without an order for all the others.</summary>
    public static List<RoomSight> First(IEnumerable<RoomSight> sights, int count)
    {
        var kept = new PriorityQueue<RoomSight, string>(count, Comparer<string>.Create(static (a, b) => string.CompareOrdinal(b, a)));
        foreach (var sight in sights)
        {
            if (kept.Count < count)
            {
                kept.Enqueue(sight, sight.Id);
            }
            else if (string.CompareOrdinal(sight.Id, kept.Peek().Id) < 0)
            {
                kept.DequeueEnqueue(sight, sight.Id);
            }
        }

        var found = kept.UnorderedItems.Select(static item => item.Element).ToList();
        found.Sort(static (a, b) => string.CompareOrdinal(a.Id, b.Id));
        return found;
    }

    public static RoomBody Of(in RoomSight sight, FleetServices fleet) => sight switch
    {
        { Room: { } room } => Of(room, sight.Line, fleet.Allocator.Settings),
        _ => OfNamed(sight.Line!.Value, sight.Place, fleet.Game, fleet.Allocator.Settings),
    };

    /// <summary>A room that was allocated, with its shard's line if there is one.</summary>
    public static RoomBody Of(FleetRoom room, RoomLine? line, AllocatorSettings settings)
    {
        var body = new RoomBody
        {
            RoomId = room.Id,
            Epoch = room.Epoch,
            State = StateOf(room, line),
            Game = room.Game,
            Build = room.Build,
            Labels = room.Labels,
            Endpoint = new EndpointBody(settings.AdvertisedHost, room.Place.Port),
            MaxPlayers = room.MaxPlayers,
            FreeSeats = room.End is null ? room.MaxPlayers - room.SeatsAsked : 0,
            Reserved = room.End is null ? room.SeatsAsked : 0,
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
            Health = new HealthBody(line.Tick, line.TickRate, mean, mean * line.TickRate / 1000, line.LateTicks, line.TicksSkipped, FigureName.Of(line.Shedding), line.TimeRate),
        };
    }

    public static string StateOf(FleetRoom room, RoomLine? line) => room.End is not null ? Ended : line is { } live ? StateOf(live) : Allocating;

    public static string StateOf(in RoomLine line) => line.IsDraining ? Draining : line.SeatsTaken > 0 ? Active : Ready;
}
