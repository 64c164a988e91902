using GameServer.Rooms;
using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>A room and when its next tick is due. Owned by the shard's thread.</summary>
internal sealed class ScheduledRoom(RoomHost host, Deadlines deadlines, long now)
{
    private Deadlines deadlines = deadlines;

    public RoomHost Host { get; } = host;

    public ref Deadlines Deadlines => ref deadlines;

    /// <summary>Since when nobody has a seat here.</summary>
    public long EmptySince { get; set; } = now;
}
