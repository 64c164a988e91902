using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GameServer.Protocol.Control;
using GameServer.Rooms;

namespace GameServer.Fleet;

/// <summary>Every room that was allocated here and lives, and those that ended of late. Any thread.</summary>
internal sealed class RoomDirectory(TimeProvider time)
{
    /// <summary>For how long an ended room can be asked about.</summary>
    public static readonly TimeSpan EndedKept = TimeSpan.FromMinutes(5);

    private const int EndedMax = 10_000;

    private readonly ConcurrentDictionary<string, FleetRoom> rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FleetRoom> ended = new();

    /// <summary>Called, on the shard's thread, after a room has ended.</summary>
    public event Action<FleetRoom>? RoomEnded;

    public IEnumerable<FleetRoom> All => rooms.Values;

    public void Add(FleetRoom room) => rooms[room.Id] = room;

    /// <summary>A room that never came to be.</summary>
    public void Remove(FleetRoom room) => rooms.TryRemove(new KeyValuePair<string, FleetRoom>(room.Id, room));

    public bool TryGet(string id, [NotNullWhen(true)] out FleetRoom? room) => rooms.TryGetValue(id, out room);

    /// <summary>A shard closed a room. Rooms that nobody allocated are not known here.</summary>
    public void OnClosed(RoomHost host, Goodbye goodbye)
    {
        if (!rooms.TryGetValue(host.Name, out var room) || room.Epoch != host.Settings.Epoch)
        {
            return;
        }

        var result = host.Room.Result ?? (goodbye.Detail is "" ? "empty" : goodbye.Detail);
        room.End = new RoomEnd(time.GetUtcNow(), goodbye.Reason, result);
        ended.Enqueue(room);
        Forget();
        RoomEnded?.Invoke(room);
    }

    private void Forget()
    {
        var before = time.GetUtcNow() - EndedKept;
        while (ended.TryPeek(out var oldest) && (oldest.End!.At < before || ended.Count > EndedMax) && ended.TryDequeue(out var forgotten))
        {
            Remove(forgotten);
        }
    }
}
