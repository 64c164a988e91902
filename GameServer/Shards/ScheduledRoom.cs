using GameServer.Rooms;
using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>A room, its part of the tick period and when its next tick is due. Owned by the shard's thread.</summary>
internal sealed class ScheduledRoom(RoomHost host, int slot, Deadlines deadlines, long now)
{
    private Deadlines deadlines = deadlines;

    public RoomHost Host { get; } = host;

    public int Slot { get; } = slot;

    public ref Deadlines Deadlines => ref deadlines;

    /// <summary>Since when nobody has a seat here or is reserved one; never, while somebody is.</summary>
    public long EmptySince { get; set; } = now;

    /// <summary>What a second of this room is likely to cost, in no unit: every seat is driven, and told of, in every tick.</summary>
    public static double CostOf(RoomHost host) => (1 + host.Room.Settings.SeatsMax) * (double)host.Room.Settings.TickRate;
}
