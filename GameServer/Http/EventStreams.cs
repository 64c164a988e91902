using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace GameServer.Http;

/// <summary>
/// Sends events to those who watch, so many in all and of one caller at most; who does not take what is sent is let go. Any thread.
/// </summary>
internal sealed class EventStreams(HttpCounters counters, TimeProvider time, CancellationToken stopping)
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, int> byCaller = [];
    private int open;

    /// <summary>Sends a feed's pictures until the watcher goes, the server stops, or nobody reads. Throws <see cref="ApiProblem"/> when there are too many.</summary>
    public async Task Send(HttpContext context, PictureFeed feed)
    {
        var caller = CallerOf(context);
        if (!TryEnter(caller))
        {
            counters.Count(HttpRefusal.StreamsFull);
            var limits = $"There are {HttpSettings.StreamsMax} streams at most, {HttpSettings.StreamsPerCallerMax} of one caller.";
            throw new ApiProblem(StatusCodes.Status429TooManyRequests, "too-many-streams", limits) { RetryAfter = 5 };
        }

        counters.AddStreams(1);
        try
        {
            await SendAll(context, feed).ConfigureAwait(false);
        }
        finally
        {
            counters.AddStreams(-1);
            Leave(caller);
        }
    }

    private async Task SendAll(HttpContext context, PictureFeed feed)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers.Pragma = "no-cache";

        // The web server's own rule, bytes per second, would let a large picture wait for minutes; the deadline of each write is instead of it.
        context.Features.GetRequiredFeature<IHttpMinResponseDataRateFeature>().MinDataRate = null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        while (!end.IsCancellationRequested)
        {
            var picture = await feed.Get().ConfigureAwait(false);
            if (!await TryWrite(response, picture, end.Token).ConfigureAwait(false))
            {
                return;
            }

#pragma warning disable RS0030 // A picture is due again and again for as long as somebody watches; nothing depends on when.
            await Task.Delay(feed.Period, time, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore RS0030
        }
    }

    private async Task<bool> TryWrite(HttpResponse response, byte[] picture, CancellationToken end)
    {
        // The deadline is kept out of the write itself: a cancelled write makes the web server abort the request, and then nobody can
        // tell a slow reader from one that went away.
        var write = response.Body.WriteAsync(picture, end).AsTask();
        await write.WaitAsync(HttpSettings.StreamWriteTime, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!write.IsCompleted && !end.IsCancellationRequested)
        {
            counters.Count(HttpRefusal.ReaderTooSlow);
            response.HttpContext.Abort();
        }

        await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return write.IsCompletedSuccessfully && !end.IsCancellationRequested;
    }

    private bool TryEnter(string caller)
    {
        lock (guard)
        {
            var own = byCaller.GetValueOrDefault(caller);
            if (open >= HttpSettings.StreamsMax || own >= HttpSettings.StreamsPerCallerMax)
            {
                return false;
            }

            open++;
            byCaller[caller] = own + 1;
            return true;
        }
    }

    private void Leave(string caller)
    {
        lock (guard)
        {
            open--;
            if (--byCaller[caller] == 0)
            {
                byCaller.Remove(caller);
            }
        }
    }

    // By key where there is one: operators behind one proxy share an address.
    private static string CallerOf(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is { Length: > 0 } key
            ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))
            : $"{context.Connection.RemoteIpAddress}";
}
