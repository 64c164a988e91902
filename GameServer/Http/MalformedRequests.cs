using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GameServer.Http;

/// <summary>Counts the answers that the web server gives by itself, to bytes that are no request. Any thread.</summary>
internal sealed class MalformedRequests(ServerMetrics metrics, HttpCounters counters) : IObserver<KeyValuePair<string, object?>>
{
    private const string EventName = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Counts for as long as what it gives back is not disposed.</summary>
    public IDisposable Watch(DiagnosticListener listener) => listener.Subscribe(this, static name => name == EventName);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: EventName, Value: IFeatureCollection features })
        {
            counters.Count(HttpRefusal.Malformed);
            metrics.CountRequest((features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
