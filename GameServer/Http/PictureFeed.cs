using System.Text.Json;
using GameServer.Fleet;

namespace GameServer.Http;

/// <summary>
/// Pictures of one thing for all who watch it: made and written at most once a period however many ask, and never while nobody does.
/// Any thread.
/// </summary>
internal sealed class PictureFeed(TimeSpan period, TimeProvider time, Func<Task<(string Kind, object Picture)>> make)
{
    // Watchers ask once a period, each in a phase of its own: a hair less than a period, so that each asking finds news.
    private readonly TimeSpan ageMax = period * 0.9;
    private readonly Lock guard = new();
    private Task<byte[]>? newest;
    private long madeAt;

    public TimeSpan Period => period;

    /// <summary>The newest picture as an event, in the bytes that every watcher is sent.</summary>
    public Task<byte[]> Get()
    {
        lock (guard)
        {
            if (newest is null || (newest.IsCompleted && time.GetElapsedTime(madeAt) > ageMax))
            {
                madeAt = time.GetTimestamp();
                newest = Make();
            }

            return newest;
        }
    }

    private async Task<byte[]> Make()
    {
        await Task.Yield(); // Not under the lock.
        try
        {
            var (kind, picture) = await make().ConfigureAwait(false);
            return EventOf(kind, picture);
        }
        catch (FleetException exception)
        {
            return EventOf("problem", exception.Message);
        }
    }

    // JSON has no line breaks of its own when it is not indented, so one data field holds all of it.
    private static byte[] EventOf(string kind, object value)
    {
        using var bytes = new MemoryStream();
        bytes.Write("event: "u8);
        bytes.Write(System.Text.Encoding.UTF8.GetBytes(kind));
        bytes.Write("\ndata: "u8);
        JsonSerializer.Serialize(bytes, value, value.GetType(), ApiJson.Options);
        bytes.Write("\n\n"u8);
        return bytes.ToArray();
    }
}
