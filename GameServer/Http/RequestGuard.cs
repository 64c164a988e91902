using System.Net;
using GameServer.Fleet;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GameServer.Http;

/// <summary>Stands around every request: looks at the key, turns what is thrown into a problem, counts the answer. Any thread.</summary>
internal sealed class RequestGuard(ApiKeys keys, ServerMetrics metrics, ILogger logger)
{
    public async Task Handle(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (FindProblem(context) is { } refused)
            {
                await refused.Write(context).ConfigureAwait(false);
                return;
            }

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
            metrics.CountRequest(context.Response.StatusCode);
        }
    }

    private ApiProblem? FindProblem(HttpContext context)
    {
        // Without keys the loopback address is all the protection there is, and a web page whose name leads here would get around it.
        if (keys.IsEmpty && !IsThisMachine(context.Request.Host.Host))
        {
            return new ApiProblem(StatusCodes.Status421MisdirectedRequest, "wrong-host", "Without keys this server answers to localhost, 127.0.0.1 and [::1] only.");
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>() is not { } needed)
        {
            return null;
        }

        return keys.Judge(context.Request.Headers.Authorization, needed.Scopes) switch
        {
            KeyVerdict.Allowed => null,
            KeyVerdict.WrongScope => new ApiProblem(StatusCodes.Status403Forbidden, "wrong-scope", $"The key is not good for this: it needs the scope {needed.Scopes.ToString().ToLowerInvariant()}."),
            KeyVerdict.Missing => new ApiProblem(StatusCodes.Status401Unauthorized, "key-missing", "Send Authorization: Bearer and a key."),
            _ => new ApiProblem(StatusCodes.Status401Unauthorized, "key-unknown", "The key is not one of this server's."),
        };
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
