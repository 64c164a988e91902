using System.Net.ServerSentEvents;
using System.Reflection;
using System.Runtime.CompilerServices;
using GameServer.Fleet;
using GameServer.Shards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace GameServer.Http;

/// <summary>
/// The operations page and the streams that it draws: copies of the whole server twice a second, of one room five times. Any
/// thread; a stream costs nothing while nobody watches.
/// </summary>
internal sealed class PageApi(FleetServices fleet, HttpSettings settings, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan NodeEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RoomEvery = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Modules = ["page.js", "dom.js", "keyring.js", "map.js", "node.js", "players.js", "room.js", "stream.js", "table.js", "trail.js"];

    private static readonly (string Path, string File, string Type)[] Files =
    [
        ("/", "page.html", "text/html; charset=utf-8"),
        ("/page.css", "page.css", "text/css; charset=utf-8"),
        ("/icon.svg", "icon.svg", "image/svg+xml"),
        .. Modules.Select(static name => ($"/{name}", name, "text/javascript; charset=utf-8")),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, file, type) in Files)
        {
            var bytes = ReadFile(file);
            routes.MapGet(path, (HttpContext context) => Serve(context, bytes, type)).ExcludeFromDescription();
        }

        routes.MapGet("/page/node", (CancellationToken stop) => TypedResults.ServerSentEvents(Node(stop))).Needs(ApiScopes.Read).ExcludeFromDescription();
        routes.MapGet("/page/rooms/{id}", (string id, CancellationToken stop) => TypedResults.ServerSentEvents(Room(id, stop))).Needs(ApiScopes.Read).ExcludeFromDescription();
    }

    private static IResult Serve(HttpContext context, byte[] bytes, string type)
    {
        // Everything comes from here, and nothing that a player wrote can run.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(bytes, type);
    }

    private static byte[] ReadFile(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"page/{name}") ?? throw new InvalidOperationException($"The file {name} is not in the assembly.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    private async IAsyncEnumerable<SseItem<string>> Node([EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var _ in Every(NodeEvery, stop).ConfigureAwait(false))
        {
            SseItem<string> item;
            try
            {
                item = Item("node", NodePicture.Of(await fleet.Reports.Get(NodeEvery / 2).ConfigureAwait(false), fleet, settings.NodeId));
            }
            catch (FleetException exception)
            {
                item = Item("problem", exception.Message);
            }

            yield return item;
        }
    }

    private async IAsyncEnumerable<SseItem<string>> Room(string id, [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var _ in Every(RoomEvery, stop).ConfigureAwait(false))
        {
            SseItem<string> item;
            try
            {
                var (_, copy) = await RoomControl.AskAbout(fleet.Places, fleet.Directory, id, RoomCopy.Of).ConfigureAwait(false);
                item = copy is null ? Item("gone", id) : Item("room", RoomPicture.Of(copy));
            }
            catch (FleetException exception)
            {
                item = Item("problem", exception.Message);
            }

            yield return item;
        }
    }

    private static SseItem<string> Item<T>(string kind, T value) => new(System.Text.Json.JsonSerializer.Serialize(value, ApiJson.Options), kind);

    // Ends with the request, or with the server: an open stream must not hold up its stop.
    private async IAsyncEnumerable<int> Every(TimeSpan period, [EnumeratorCancellation] CancellationToken request)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(request, lifetime.ApplicationStopping);
        for (var turn = 0; !both.IsCancellationRequested; turn++)
        {
            yield return turn;
#pragma warning disable RS0030 // A picture is due again and again for as long as somebody watches; nothing depends on when.
            await Task.Delay(period, fleet.Time, both.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
#pragma warning restore RS0030
        }
    }
}
