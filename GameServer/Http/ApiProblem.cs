using GameServer.Fleet;
using Microsoft.AspNetCore.Http;

namespace GameServer.Http;

/// <summary>A request that cannot be met, as RFC 9457 wants it told. Types are stable: callers may decide by them.</summary>
internal sealed class ApiProblem(int status, string type, string detail) : Exception(detail)
{
    private const string TypePrefix = "urn:gameserver:problem:";

    public int Status { get; } = status;

    /// <summary>The type's last part.</summary>
    public string Type { get; } = type;

    /// <summary>Seconds after which asking again makes sense; null when it does not.</summary>
    public int? RetryAfter { get; init; }

    public static ApiProblem BadRequest(string detail) => new(StatusCodes.Status400BadRequest, "bad-request", detail);

    public static ApiProblem NotFound(string detail) => new(StatusCodes.Status404NotFound, "not-found", detail);

    public static ApiProblem Of(FleetException exception) => exception.Problem switch
    {
        FleetProblem.NotFound => NotFound(exception.Message),
        FleetProblem.Ended => new(StatusCodes.Status410Gone, "room-ended", exception.Message),
        FleetProblem.RoomDraining => new(StatusCodes.Status409Conflict, "room-draining", exception.Message),
        FleetProblem.RoomFull => new(StatusCodes.Status409Conflict, "room-full", exception.Message),
        FleetProblem.Overloaded => new(StatusCodes.Status503ServiceUnavailable, "overloaded", exception.Message) { RetryAfter = 5 },
        FleetProblem.PlayerSeated => new(StatusCodes.Status409Conflict, "player-seated", exception.Message),
        FleetProblem.NodeDraining => new(StatusCodes.Status503ServiceUnavailable, "draining", exception.Message),
        FleetProblem.NoCapacity => new(StatusCodes.Status503ServiceUnavailable, "no-capacity", exception.Message) { RetryAfter = 5 },
        FleetProblem.BadConfig => new(StatusCodes.Status422UnprocessableEntity, "bad-config", exception.Message),
        FleetProblem.GameFailed => new(StatusCodes.Status500InternalServerError, "game-failed", exception.Message),
        _ => new(StatusCodes.Status503ServiceUnavailable, "busy", exception.Message) { RetryAfter = 1 },
    };

    public Task Write(HttpContext context)
    {
        if (RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return Results.Problem(Message, statusCode: Status, title: Type.Replace('-', ' '), type: TypePrefix + Type).ExecuteAsync(context);
    }
}
