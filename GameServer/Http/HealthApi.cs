using GameServer.Fleet;
using GameServer.Timing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GameServer.Http;

/// <summary>For whoever restarts servers and sends them work. Looks at heartbeats only, so it answers also when a shard does not.</summary>
internal sealed class HealthApi(FleetServices fleet, IMonotonicClock clock)
{
    /// <summary>A shard turns some 240 times a second; one that has not for this long hangs.</summary>
    private const double SilenceMaxMs = 2000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Answer(IsAlive)).WithSummary("Whether every shard turns").Produces<HealthAnswer>().Produces<HealthAnswer>(503);
        routes.MapGet("/health/ready", () => Answer(IsAlive && !fleet.Allocator.IsDraining)).WithSummary("Whether new rooms are taken").Produces<HealthAnswer>().Produces<HealthAnswer>(503);
    }

    private bool IsAlive => fleet.Places.All(place => SilenceMs(place) < SilenceMaxMs);

    private IResult Answer(bool isGood)
    {
        var answer = new HealthAnswer(isGood, fleet.Allocator.IsDraining, [.. fleet.Places.Select(SilenceMs)]);
        return Results.Json(answer, ApiJson.Options, statusCode: isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private double? SilenceMs(ShardPlace place) => place.Thread.Heartbeat is > 0 and var last ? (clock.Now - last) / 1e6 : null;
}

/// <summary>How the server does.</summary>
/// <param name="Ok">The answer.</param>
/// <param name="Draining">Whether it takes no new rooms.</param>
/// <param name="ShardSilenceMs">Milliseconds since each shard last turned; null for one that has not begun.</param>
internal sealed record HealthAnswer(bool Ok, bool Draining, double?[] ShardSilenceMs);
