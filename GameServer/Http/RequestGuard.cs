using System.Net;
using GameServer.Fleet;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace GameServer.Http;

/// <summary>Stands around every request: looks at the key, turns what is thrown into a problem, counts the answer. Any thread.</summary>
internal sealed class RequestGuard(ApiKeys keys, WrongKeyLimit wrongKeys, ServerMetrics metrics, HttpCounters counters, ILogger logger)
{
    public async Task Handle(HttpContext context, RequestDelegate next)
    {
        var connection = context.Features.Get<ConnectionTable.Entry>();
        connection?.Begin(isAdmitted: false);
        try
        {
            if (FindProblem(context) is { } refused)
            {
                await refused.Write(context).ConfigureAwait(false);
                return;
            }

            connection?.Begin(isAdmitted: NeedOf(context) is not null);
            await next(context).ConfigureAwait(false);
            if (context is { Response: { StatusCode: >= StatusCodes.Status400BadRequest, HasStarted: false, ContentType: null } })
            {
                await ForStatus(context.Response.StatusCode).Write(context).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The asker has gone; nobody waits for an answer.
        }
#pragma warning disable CA1031 // The outermost frame of a request: whatever it is, the asker gets an answer and the server goes on.
        catch (Exception exception) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            await Explain(exception).Write(context).ConfigureAwait(false);
        }
        finally
        {
            connection?.Finish();
            metrics.CountRequest(context.Response.StatusCode);
        }
    }

    private static NeededScope? NeedOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>();

    private ApiProblem? FindProblem(HttpContext context)
    {
        // Without keys the loopback address is all the protection there is, and a web page whose name leads here would get around it.
        if (keys.IsEmpty && !IsThisMachine(context.Request.Host.Host))
        {
            return new ApiProblem(StatusCodes.Status421MisdirectedRequest, "wrong-host", "Without keys this server answers to localhost, 127.0.0.1 and [::1] only.");
        }

        if (keys.IsEmpty && IsForeign(context.Request))
        {
            counters.Count(HttpRefusal.ForeignOrigin);
            return new ApiProblem(StatusCodes.Status403Forbidden, "foreign-origin", "Without keys this server takes no orders from other web sites.");
        }

        // Another thing that a foreign page cannot send without being asked for permission first is a body that says it is JSON.
        if (context is { Request.ContentType: null } && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            return ForStatus(StatusCodes.Status415UnsupportedMediaType);
        }

        return NeedOf(context) is { } needed ? FindProblem(context, needed.Scopes) : null;
    }

    private ApiProblem? FindProblem(HttpContext context, ApiScopes needed)
    {
        var verdict = keys.Judge(context.Request.Headers.Authorization, needed);
        if (verdict is KeyVerdict.Missing or KeyVerdict.Unknown && !wrongKeys.TryTake(context.Connection.RemoteIpAddress))
        {
            // The right key is let in however many wrong ones come from the same address.
            counters.Count(HttpRefusal.WrongKeysTooOften);
            context.Response.Headers.Connection = "close";
            return new ApiProblem(StatusCodes.Status429TooManyRequests, "too-many-wrong-keys", "Too many requests of this address had no key of this server's.") { RetryAfter = 1 };
        }

        return verdict switch
        {
            KeyVerdict.Allowed => null,
            KeyVerdict.WrongScope => new ApiProblem(StatusCodes.Status403Forbidden, "wrong-scope", $"The key is not good for this: it needs the scope {needed.ToString().ToLowerInvariant()}."),
            KeyVerdict.Missing => new ApiProblem(StatusCodes.Status401Unauthorized, "key-missing", "Send Authorization: Bearer and a key."),
            _ => new ApiProblem(StatusCodes.Status401Unauthorized, "key-unknown", "The key is not one of this server's."),
        };
    }

    // A browser says where a request comes from, and a page cannot keep it from that; a program says nothing.
    private static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        return site is not ("" or "none" or "same-origin") || (origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private ApiProblem Explain(Exception exception)
    {
        switch (exception)
        {
            case ApiProblem problem:
                return problem;
            case FleetException fleet:
                return ApiProblem.Of(fleet);
            case BadHttpRequestException bad:
                return ForStatus(bad.StatusCode);
            default:
                HttpLog.RequestFailed(logger, exception);
                return new ApiProblem(StatusCodes.Status500InternalServerError, "internal", "The server failed at this request; its log says more.");
        }
    }

    private static ApiProblem ForStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ApiProblem.BadRequest("The request cannot be read: a parameter has a value of the wrong kind."),
        StatusCodes.Status404NotFound => ApiProblem.NotFound("There is nothing at this path."),
        StatusCodes.Status405MethodNotAllowed => new ApiProblem(status, "method-not-allowed", "This path knows other methods only."),
        StatusCodes.Status413PayloadTooLarge => new ApiProblem(status, "body-too-large", $"A body has at most {HttpSettings.BodyBytesMax} bytes."),
        StatusCodes.Status415UnsupportedMediaType => new ApiProblem(status, "not-json", "The body must be application/json."),
        _ => new ApiProblem(status, "bad-request", "The request cannot be met."),
    };
}
