using System.Text;
using GameServer.Fleet;
using GameServer.Protocol.Control;
using GameServer.Simulation.Rooms;

namespace GameServer.Http;

/// <summary>Checks what a body asks for and fills in what it leaves open. Throws <see cref="ApiProblem"/> with the field and its range.</summary>
internal static class RequestReader
{
    private const int LabelsMax = 16;
    private const int TextCharsMax = 64;
    private const double SeatSecondsMax = 600;
    private const double SeatSecondsUsual = 30;
    private const double EmptySecondsUsual = 60;
    private const double EmptySecondsMax = 86_400;
    private const double DrainSecondsUsual = 60;

    public static AllocationRequest Read(AllocateBody body, string game, Allocator allocator)
    {
        if (body.Game is { } wanted && !wanted.Equals(game, StringComparison.OrdinalIgnoreCase))
        {
            throw new ApiProblem(422, "wrong-game", $"This server plays {game}.");
        }

        var seats = (int)InRange("maxPlayers", body.MaxPlayers ?? allocator.Settings.Room.SeatsMax, 1, RoomSettings.SeatsLimit);
        var players = Players(body.Players, allocator.PlayerIdBytesMax);
        if (players.Count > seats)
        {
            throw ApiProblem.BadRequest($"players has {players.Count} entries, more than the {seats} of maxPlayers.");
        }

        var config = body.Config ?? allocator.Settings.Room.Config;
        if (Encoding.UTF8.GetByteCount(config) > ControlLimits.ConfigBytesMax)
        {
            throw ApiProblem.BadRequest($"config has at most {ControlLimits.ConfigBytesMax} bytes of UTF-8.");
        }

        return new AllocationRequest
        {
            Game = game,
            Build = Text("build", body.Build ?? ""),
            Labels = Labels(body.Labels),
            MaxPlayers = seats,
            Players = players,
            SeatSeconds = SeatSeconds(body.SeatTtlSeconds),
            EmptySeconds = InRange("emptyTtlSeconds", body.EmptyTtlSeconds ?? EmptySecondsUsual, 1, EmptySecondsMax),
            Config = config,
        };
    }

    public static (IReadOnlyList<string> Players, double Seconds) Read(ReserveBody body, int playerIdBytesMax)
    {
        var players = Players(body.Players, playerIdBytesMax);
        return players.Count > 0 ? (players, SeatSeconds(body.SeatTtlSeconds)) : throw ApiProblem.BadRequest("players must name at least one player.");
    }

    public static double DrainSeconds(double? wanted) => InRange("deadlineSeconds", wanted ?? DrainSecondsUsual, 0, ControlLimits.EndNoticeSecondsMax);

    public static double? FinishSeconds(double? wanted) =>
        wanted is { } seconds ? InRange("deadlineSeconds", seconds, 0, ControlLimits.EndNoticeSecondsMax) : null;

    public static double InRange(string field, double value, double min, double max) =>
        value >= min && value <= max ? value : throw ApiProblem.BadRequest(FormattableString.Invariant($"{field} must be {min} to {max}, not {value}."));

    private static double SeatSeconds(double? wanted) => InRange("seatTtlSeconds", wanted ?? SeatSecondsUsual, 1, SeatSecondsMax);

    private static List<string> Players(PlayerBody[]? bodies, int idBytesMax)
    {
        var players = new List<string>();
        foreach (var body in bodies ?? [])
        {
            var id = body?.PlayerId ?? "";
            if (id.Length == 0)
            {
                throw ApiProblem.BadRequest("Each entry of players must have a playerId.");
            }

            // A character may take three bytes, and the address of this server stands in each token too.
            if (Encoding.UTF8.GetByteCount(Text("playerId", id)) > idBytesMax)
            {
                throw ApiProblem.BadRequest($"playerId has at most {idBytesMax} bytes of UTF-8 at this server: a connect token has no room for more.");
            }

            players.Add(id);
        }

        return players.Distinct(StringComparer.Ordinal).Count() == players.Count
            ? players
            : throw ApiProblem.BadRequest("players names somebody twice.");
    }

    private static Dictionary<string, string> Labels(Dictionary<string, string>? labels)
    {
        if (labels?.Count > LabelsMax)
        {
            throw ApiProblem.BadRequest($"labels has at most {LabelsMax} entries.");
        }

        foreach (var (key, value) in labels ?? [])
        {
            Text("labels", key);
            Text("labels", value ?? throw ApiProblem.BadRequest($"labels has null for {key}; a value is a string."));
        }

        return labels ?? [];
    }

    private static string Text(string field, string text) =>
        ControlLine.Of(text, TextCharsMax) == text
            ? text
            : throw ApiProblem.BadRequest($"{field} has at most {TextCharsMax} characters, none of them a control or an invisible one.");
}
