using GameServer.Fleet;
using GameServer.Shards;

namespace GameServer.Http;

/// <summary>A feed for each room that somebody watches, shared by all who watch it; gone with the last of them. Any thread.</summary>
internal sealed class RoomFeeds(FleetServices fleet, TimeSpan period)
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, (PictureFeed Feed, int Watchers)> feeds = new(StringComparer.Ordinal);

    /// <summary>The feed of a room, there until it is left as often as it was entered.</summary>
    public PictureFeed Enter(string id)
    {
        lock (guard)
        {
            var (feed, watchers) = feeds.GetValueOrDefault(id, (new PictureFeed(period, fleet.Time, () => Make(id)), 0));
            feeds[id] = (feed, watchers + 1);
            return feed;
        }
    }

    public void Leave(string id)
    {
        lock (guard)
        {
            var (feed, watchers) = feeds[id];
            if (watchers == 1)
            {
                feeds.Remove(id);
            }
            else
            {
                feeds[id] = (feed, watchers - 1);
            }
        }
    }

    private async Task<(string Kind, object Picture)> Make(string id)
    {
        var (_, copy) = await RoomControl.AskAbout(fleet.Places, fleet.Directory, id, RoomCopy.Of).ConfigureAwait(false);
        return copy is null ? ("gone", id) : ("room", RoomPicture.Of(copy));
    }
}
