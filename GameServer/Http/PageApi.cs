using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GameServer.Http;

/// <summary>
/// The operations page and the streams that it draws: copies of the whole server twice a second, of one room five times. Any
/// thread; a stream costs nothing while nobody watches.
/// </summary>
internal sealed class PageApi
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

    private readonly FleetServices fleet;
    private readonly HttpSettings settings;
    private readonly EventStreams streams;
    private readonly PictureFeed node;
    private readonly RoomFeeds rooms;

    public PageApi(FleetServices fleet, HttpSettings settings, EventStreams streams)
    {
        (this.fleet, this.settings, this.streams) = (fleet, settings, streams);
        node = new PictureFeed(NodeEvery, fleet.Time, MakeNode);
        rooms = new RoomFeeds(fleet, RoomEvery);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, file, type) in Files)
        {
            var bytes = ReadFile(file);
            routes.MapGet(path, (HttpContext context) => Serve(context, bytes, type)).ExcludeFromDescription();
        }

        routes.MapGet("/page/node", (Delegate)WatchNode).Needs(ApiScopes.Read).ExcludeFromDescription();
        routes.MapGet("/page/rooms/{id}", (Delegate)WatchRoom).Needs(ApiScopes.Read).ExcludeFromDescription();
    }

    private static IResult Serve(HttpContext context, byte[] bytes, string type)
    {
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

    private async Task<(string Kind, object Picture)> MakeNode() =>
        ("node", NodePicture.Of(await fleet.Reports.Get(NodeEvery / 2).ConfigureAwait(false), fleet, settings.NodeId));

    private Task WatchNode(HttpContext context) => streams.Send(context, node);

    private async Task WatchRoom(HttpContext context, string id)
    {
        var feed = rooms.Enter(id);
        try
        {
            await streams.Send(context, feed).ConfigureAwait(false);
        }
        finally
        {
            rooms.Leave(id);
        }
    }
}
