using GameServer.Rooms;
using GameServer.Timing;

namespace GameServer.Shards;

/// <summary>A room, its part of the tick period and when its next tick is due. Owned by the shard's thread.</summary>
internal sealed class ScheduledRoom(RoomHost host, int slot, Deadlines deadlines, long now)
{
    // Of the ticks of a room that nobody sits in, one in so many is executed.
    private const int TicksPerIdleTick = 16;

    private Deadlines deadlines = deadlines;
    private int rested;

    public RoomHost Host { get; } = host;

    public int Slot { get; } = slot;

    public ref Deadlines Deadlines => ref deadlines;

    /// <summary>Since when nobody has a seat here or is reserved one; never, while somebody is.</summary>
    public long EmptySince { get; set; } = now;

    /// <summary>
    /// Whether the tick that is due now is left out, as most are while nobody has a seat: the room's time goes by more slowly, and
    /// a thousand rooms that wait for players cost what sixty do.
    /// </summary>
    public bool TryRest()
    {
        rested = Host.Room.SeatsTaken > 0 ? 0 : (rested + 1) % TicksPerIdleTick;
        return rested != 0;
    }

    /// <summary>What a second of this room is likely to cost, in no unit: every seat is driven, and told of, in every tick.</summary>
    public static double CostOf(RoomHost host) => (1 + host.Room.Settings.SeatsMax) * (double)host.Room.Settings.TickRate;
}
