using System.Security.Cryptography;
using System.Text;
using GameServer.Fleet;
using GameServer.Protocol.Control;
using GameServer.Shards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GameServer.Http;

/// <summary>Rooms and seats for a matchmaker. Any thread.</summary>
internal sealed class RoomsApi(FleetServices fleet)
{
    private const int LimitMax = 500;
    private const int LimitUsual = 100;
    private const string LabelPrefix = "label.";

    private static readonly IdempotencyKey RoomKey = new(
        "The caller's own word for this room: repeated, the request makes no second one. It is remembered while the room lives and for an hour. A repeat has tokens for the same seats, and none once these have expired or the server has too much to remember; then reserve seats.");

    private static readonly IdempotencyKey SeatsKey = new(
        "The caller's own word for these seats: repeated, the request reserves no others. A repeat has tokens for the same seats, and 410 once these have expired or the server has too much to remember.");

    private static readonly DescribedParameter Mode = new("mode", IsRequired: true, "now: at once. finish: nobody new, and it ends with its match.");
    private static readonly DescribedParameter Cursor = new("cursor", IsRequired: false, "The nextCursor of the page before.");

    private static readonly TimeSpan ListAge = TimeSpan.FromMilliseconds(200);

    private readonly IdempotencyTable<Allocation> allocations = new(fleet.Time);
    private readonly IdempotencyTable<Allocation> reservations = new(fleet.Time);
    private int working;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/rooms", (Delegate)Allocate).Needs(ApiScopes.Allocate).WithSummary("Make a room and reserve seats in it")
            .Accepts<AllocateBody>("application/json").Produces<RoomBody>(201).Produces<RoomBody>()
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).ProducesProblem(500).ProducesProblem(503).WithMetadata(RoomKey);
        routes.MapGet("/v1/rooms", List).Needs(ApiScopes.Read).WithSummary("List rooms").Produces<RoomsBody>().ProducesProblem(400).WithMetadata(Cursor);
        routes.MapGet("/v1/rooms/{id}", Describe).Needs(ApiScopes.Read).WithSummary("Describe a room").Produces<RoomBody>().ProducesProblem(404);
        routes.MapPost("/v1/rooms/{id}/seats", Reserve).Needs(ApiScopes.Allocate).WithSummary("Reserve seats in a room")
            .Accepts<ReserveBody>("application/json").Produces<SeatsBody>(201).Produces<SeatsBody>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(422).WithMetadata(SeatsKey);
        routes.MapDelete("/v1/rooms/{id}/seats/{seatId}", Release).Needs(ApiScopes.Allocate).WithSummary("Give a reserved seat back, or remove its player")
            .Produces(204).ProducesProblem(404).ProducesProblem(410);
        routes.MapDelete("/v1/rooms/{id}", End).Needs(ApiScopes.Allocate).WithSummary("End a room: mode=now at once, mode=finish with its match")
            .Produces(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(410).WithMetadata(Mode);
    }

    private async Task<IResult> Allocate(HttpContext context)
    {
        var key = KeyOf(context.Request);
        var body = await ApiJson.ReadBody(context.Request).ConfigureAwait(false);
        var request = RequestReader.Read(ApiJson.Parse<AllocateBody>(body), fleet.Game, fleet.Allocator);
        if (Interlocked.Increment(ref working) > HttpSettings.AllocationsMax)
        {
            Interlocked.Decrement(ref working);
            throw new ApiProblem(StatusCodes.Status429TooManyRequests, "too-many-allocations", $"More than {HttpSettings.AllocationsMax} allocations are under way.") { RetryAfter = 1 };
        }

        try
        {
            IReadOnlyList<SeatGrant>? seats = null;
            var (state, allocation) = await allocations.Run(key, FingerprintOf(body), async () =>
            {
                (var made, seats) = await fleet.Allocator.Allocate(request).ConfigureAwait(false);
                return made;
            }).ConfigureAwait(false);
            Require(state);
            var room = RoomView.Of(allocation!.Room, line: null, fleet.Allocator.Settings) with { Seats = Bodies(seats ?? fleet.Allocator.Mint(allocation)) };
            room = room with { State = room.State == RoomView.Allocating ? RoomView.Ready : room.State };
            return Results.Json(room, ApiJson.Options, statusCode: state == KeyState.New ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        }
        finally
        {
            Interlocked.Decrement(ref working);
        }
    }

    private async Task<IResult> Reserve(string id, HttpContext context)
    {
        var key = KeyOf(context.Request);
        var body = await ApiJson.ReadBody(context.Request).ConfigureAwait(false);
        var (players, seconds) = RequestReader.Read(ApiJson.Parse<ReserveBody>(body), fleet.Allocator.PlayerIdBytesMax);
        var room = Find(id);
        IReadOnlyList<SeatGrant>? seats = null;
        var (state, reserved) = await reservations.Run($"{id} {key}", FingerprintOf(body), async () =>
        {
            (var made, seats) = await fleet.Allocator.Reserve(room, players, seconds).ConfigureAwait(false);
            return made;
        }).ConfigureAwait(false);
        Require(state);
        if (reserved!.Tickets.Count == 0)
        {
            throw new ApiProblem(StatusCodes.Status410Gone, "seats-expired", "What was reserved with this key has expired; reserve with a new one.");
        }

        var answer = new SeatsBody(room.Id, room.Epoch, Bodies(seats ?? fleet.Allocator.Mint(reserved)));
        return Results.Json(answer, ApiJson.Options, statusCode: state == KeyState.New ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private async Task<IResult> Release(string id, string seatId)
    {
        if (!SeatName.TryRead(seatId, out var seat))
        {
            throw ApiProblem.NotFound("A seat's id is an s and its number.");
        }

        await RoomControl.Release(Find(id), seat).ConfigureAwait(false);
        return Results.NoContent();
    }

    private async Task<IResult> End(string id, string? mode, double? deadlineSeconds)
    {
        if (mode is not ("now" or "finish"))
        {
            throw ApiProblem.BadRequest("mode must be now or finish.");
        }

        await RoomControl.End(Find(id), mode == "now", RequestReader.FinishSeconds(deadlineSeconds)).ConfigureAwait(false);
        return Results.Accepted();
    }

    private async Task<IResult> Describe(string id)
    {
        var (place, line) = await RoomControl.AskAbout(fleet.Places, fleet.Directory, id, static (shard, host) => RoomLine.Of(host, shard.Now)).ConfigureAwait(false);
        var settings = fleet.Allocator.Settings;
        return fleet.Directory.TryGet(id, out var room) ? Results.Json(RoomView.Of(room, place is null ? null : line, settings), ApiJson.Options)
            : place is not null ? Results.Json(RoomView.OfNamed(line, place, fleet.Game, settings), ApiJson.Options)
            : throw ApiProblem.NotFound("There is no such room, or it ended long ago.");
    }

    private async Task<IResult> List(HttpContext context, string? game, string? state, int? minOpenSeats, string? cursor, int? limit)
    {
        var take = (int)RequestReader.InRange("limit", limit ?? LimitUsual, 1, LimitMax);
        if (state is not (null or RoomView.Allocating or RoomView.Ready or RoomView.Active or RoomView.Draining or RoomView.Ended))
        {
            throw ApiProblem.BadRequest("state must be allocating, ready, active, draining or ended.");
        }

        if (cursor is not null && !ControlText.IsRoomName(cursor))
        {
            throw ApiProblem.BadRequest("cursor must be the nextCursor of another page.");
        }

        var labels = context.Request.Query.Where(static q => q.Key.StartsWith(LabelPrefix, StringComparison.Ordinal)).ToDictionary(static q => q.Key[LabelPrefix.Length..], static q => q.Value.ToString());
        if (game is not null && game != fleet.Game)
        {
            return Results.Json(new RoomsBody([], null), ApiJson.Options);
        }

        var report = await fleet.Reports.Get(ListAge).ConfigureAwait(false);
        var wanted = RoomView.All(report, fleet)
            .Where(r => cursor is null || string.CompareOrdinal(r.Id, cursor) > 0)
            .Where(r => (state is null || r.State == state) && r.FreeSeats >= (minOpenSeats ?? 0))
            .Where(r => labels.All(l => r.Labels is { } own && own.TryGetValue(l.Key, out var value) && value == l.Value));

        // Only what is on the page is put together: a look at the rest costs no memory.
        var found = RoomView.First(wanted, take + 1);
        var page = found.Take(take).Select(r => RoomView.Of(r, fleet)).ToList();
        return Results.Json(new RoomsBody(page, found.Count > take ? page[^1].RoomId : null), ApiJson.Options);
    }

    private FleetRoom Find(string id) => fleet.Directory.TryGet(id, out var room) ? room : throw ApiProblem.NotFound("There is no such room, or it ended long ago.");

    private static void Require(KeyState state)
    {
        switch (state)
        {
            case KeyState.StillRunning:
                throw new ApiProblem(StatusCodes.Status409Conflict, "still-running", "A request with this key is still being worked on.") { RetryAfter = 1 };
            case KeyState.OtherRequest:
                throw new ApiProblem(StatusCodes.Status422UnprocessableEntity, "key-reused", "This key came before with another body.");
        }
    }

    private static string KeyOf(HttpRequest request)
    {
        var key = request.Headers[IdempotencyKey.Header].ToString();

        // Two callers may use the same word for different things, and must not see each other's tokens.
        var caller = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())));
        return key.Length is >= 1 and <= IdempotencyKey.CharsMax ? $"{caller} {key}" : throw ApiProblem.BadRequest($"The header {IdempotencyKey.Header} must be there, with 1 to {IdempotencyKey.CharsMax} characters.");
    }

    private static string FingerprintOf(byte[] body) => Convert.ToHexString(SHA256.HashData(body));

    private static List<SeatBody> Bodies(IReadOnlyList<SeatGrant> seats) =>
        [.. seats.Select(static s => new SeatBody(SeatName.Of(s.Seat), s.PlayerId, s.Token, s.ExpiresAt))];
}
