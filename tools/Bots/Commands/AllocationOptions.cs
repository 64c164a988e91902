using GameServer.Tools.Bots.Api;
using GameServer.Tools.Bots.Fleet;

namespace GameServer.Tools.Bots.Commands;

/// <summary>What the command line says about rooms that a server's API is asked for, checked. Immutable.</summary>
/// <param name="Url">The server's HTTP side.</param>
/// <param name="Key">The API key, or null.</param>
/// <param name="Config">What the game of each room is told; null for what the server tells it by itself.</param>
/// <param name="KeepsRooms">Whether the rooms are left to the server at the end.</param>
internal sealed record AllocationOptions(Uri Url, string? Key, string? Config, bool KeepsRooms)
{
    private const double ArrivalSeconds = 30;
    private const double KeptSecondsMax = 600; // As long as a server reserves a seat.

    /// <summary>Null without --api, and when the options make no sense together: then with one sentence.</summary>
    public static AllocationOptions? From(RawOptions raw, out string problem)
    {
        var hasUrl = Uri.TryCreate(raw.Api, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 && url.Fragment.Length == 0;
        problem = (raw.Server is null) == (raw.Api is null) ? "Either --server or --api says where to play, and only one of them."
            : raw.Api is null && (raw.Key is not null || raw.RoomConfig is not null || raw.KeepRooms) ? "--key, --room-config and --keep-rooms go with --api."
            : raw.Api is null ? ""
            : !hasUrl ? $"--api is a URL like http://127.0.0.1:8080, not \"{raw.Api}\"."
            : raw.Shards != 1 ? "--shards goes with --server; the API says itself where each room is."
            : raw.Key is { } key && !IsKey(key) ? "--key is made of visible ASCII characters."
            : "";
        return raw.Api is null || problem.Length > 0 ? null : new AllocationOptions(url!, raw.Key, raw.RoomConfig, raw.KeepRooms);
    }

    /// <summary>The rooms that the bots need, each with the seats of its share of them, kept until the last bot may have come.</summary>
    public IReadOnlyList<AllocationWish> Wishes(BotFleetOptions fleet)
    {
        var kept = Math.Min(KeptSecondsMax, Math.Ceiling(ArrivalSeconds + (fleet.Clients / fleet.ConnectsPerSecond)));
        var bots = Enumerable.Range(0, fleet.Clients).ToLookup(bot => bot % fleet.Rooms.Count, fleet.NameOf);
        return [.. Enumerable.Range(0, fleet.Rooms.Count).Select(room => Wish([.. bots[room]]))];

        AllocationWish Wish(string[] players) => new() { MaxPlayers = players.Length, Players = players, KeptSeconds = kept, Config = Config };
    }

    /// <summary>Gives every bot the token of its seat.</summary>
    public static BotFleetOptions Seat(BotFleetOptions fleet, IReadOnlyList<AllocatedRoom> rooms) => fleet with
    {
        Rooms = [.. rooms.Select(static room => room.Id)],
        Tokens = [.. Enumerable.Range(0, fleet.Clients).Select(bot => rooms[bot % rooms.Count].Tokens[bot / rooms.Count])],
    };

    private static bool IsKey(string text) => text.Length > 0 && text.All(static c => c is > ' ' and < (char)127);
}
