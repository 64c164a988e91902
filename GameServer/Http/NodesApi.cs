using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace GameServer.Http;

/// <summary>This server for a fleet: what it could take, and how it is emptied. Any thread.</summary>
internal sealed class NodesApi(FleetServices fleet, HttpSettings settings, ILogger logger)
{
    private static readonly TimeSpan Age = TimeSpan.FromMilliseconds(200);

    private readonly long startedAt = fleet.Time.GetTimestamp();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/capacity", Capacity).Needs(ApiScopes.Read).WithSummary("What this server has and could take").Produces<CapacityBody>();
        routes.MapGet("/v1/nodes", Nodes).Needs(ApiScopes.Read).WithSummary("The servers of the fleet: this one").Produces<NodeBody[]>();
        routes.MapPost("/v1/nodes/{id}/drain", Drain).Needs(ApiScopes.Admin).WithSummary("Take no new rooms; end the others with their matches or at the deadline")
            .Accepts<DrainBody>("application/json").Produces<NodeBody>(202).ProducesProblem(400).ProducesProblem(404);
        routes.MapPost("/v1/nodes/{id}/undrain", Undrain).Needs(ApiScopes.Admin).WithSummary("Take new rooms again").Produces<NodeBody>().ProducesProblem(404);
    }

    private async Task<IResult> Capacity()
    {
        var report = await fleet.Reports.Get(Age).ConfigureAwait(false);
        var rooms = report.Shards.Sum(static s => s.Rooms.Count);
        var seats = report.Shards.SelectMany(static s => s.Rooms).Where(static r => !r.IsDraining).Sum(static r => r.SeatsFree);
        var free = fleet.Allocator.IsDraining ? 0 : Math.Max(0, (fleet.Allocator.Settings.RoomsMax * fleet.Places.Count) - rooms);
        var seconds = fleet.Time.GetElapsedTime(startedAt).TotalSeconds;
        return Results.Json(
            new CapacityBody(
                rooms,
                free,
                report.Shards.Sum(static s => s.SessionCount),
                seats + (free * fleet.Allocator.Settings.Room.SeatsMax),
                fleet.Allocator.IsDraining,
                fleet.Allocator.Allocated,
                fleet.Allocator.Allocated / Math.Max(1, seconds)),
            ApiJson.Options);
    }

    private async Task<IResult> Nodes() => Results.Json(new[] { await Self().ConfigureAwait(false) }, ApiJson.Options);

    private async Task<IResult> Drain(string id, HttpContext context)
    {
        RequireSelf(id);
        var body = ApiJson.Parse<DrainBody>(await ApiJson.ReadBody(context.Request).ConfigureAwait(false));
        var seconds = RequestReader.DrainSeconds(body.DeadlineSeconds);
        HttpLog.Drained(logger, NameOf(context), seconds);
        await fleet.Drain.Begin(seconds).ConfigureAwait(false);
        return Results.Json(await Self().ConfigureAwait(false), ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<IResult> Undrain(string id, HttpContext context)
    {
        RequireSelf(id);
        HttpLog.Undrained(logger, NameOf(context));
        await fleet.Drain.Cancel().ConfigureAwait(false);
        return Results.Json(await Self().ConfigureAwait(false), ApiJson.Options);
    }

    private static string NameOf(HttpContext context) => $"{context.Connection.RemoteIpAddress} with {ApiKeys.NameOf(context.Request.Headers.Authorization)}";

    private async Task<NodeBody> Self()
    {
        var report = await fleet.Reports.Get(Age).ConfigureAwait(false);
        return new NodeBody(settings.NodeId, fleet.Allocator.IsDraining, report.Shards.Count, report.Shards.Sum(static s => s.Rooms.Count), report.Shards.Sum(static s => s.SessionCount));
    }

    private void RequireSelf(string id)
    {
        if (id != "self" && id != settings.NodeId)
        {
            throw ApiProblem.NotFound($"This fleet has one server, {settings.NodeId}, which also answers to self.");
        }
    }
}
