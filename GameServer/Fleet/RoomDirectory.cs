using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using GameServer.Protocol.Control;
using GameServer.Rooms;

namespace GameServer.Fleet;

/// <summary>Every room that was allocated here and lives, and those that ended of late, bounded in time, number and bytes. Any thread.</summary>
internal sealed class RoomDirectory(TimeProvider time)
{
    /// <summary>For how long an ended room can be asked about.</summary>
    public static readonly TimeSpan EndedKept = TimeSpan.FromMinutes(5);

    private const int EndedMax = 10_000;
    private const long EndedBytesMax = 32 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, FleetRoom> rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FleetRoom> ended = new();
    private long endedBytes;

    /// <summary>As they are while they are looked through: nothing is copied and nobody waits.</summary>
    public IEnumerable<FleetRoom> All => rooms.Select(static pair => pair.Value);

    /// <summary>The newest of those that ended, and how many others there are.</summary>
    public (IReadOnlyList<FleetRoom> Newest, int Others) NewestEnded(int count)
    {
        var all = ended.ToArray();
        var others = Math.Max(0, all.Length - count);
        return (all[others..], others);
    }

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
        Interlocked.Add(ref endedBytes, room.Bytes);
        Forget();
    }

    private void Forget()
    {
        var before = time.GetUtcNow() - EndedKept;
        while (ended.TryPeek(out var oldest) && (oldest.End!.At < before || ended.Count > EndedMax || Interlocked.Read(ref endedBytes) > EndedBytesMax) && ended.TryDequeue(out var forgotten))
        {
            Interlocked.Add(ref endedBytes, -forgotten.Bytes);
            Remove(forgotten);
        }
    }
}
