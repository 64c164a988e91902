using GameServer.Simulation.Worlds;

namespace GameServer.Rooms;

/// <summary>Counts how much of a world moves: what snapshots cost depends on that more than on anything else. Stateless.</summary>
internal static class MovingRows
{
    /// <summary>Adds the rows of the newest tick, and those that are not as they were so many ticks before.</summary>
    public static void Count(History history, int ticks, ref RoomCounters counters)
    {
        var now = history.Newest;
        if (now.Tick.Number < (uint)ticks || !history.TryGet(now.Tick + -ticks, out var before))
        {
            return;
        }

        for (var slot = 0; slot < now.SlotCount; slot++)
        {
            if (now.HeadAt(slot).IsPresent)
            {
                counters.RowsSeen++;
                counters.RowsMoved += now.HashAt(slot) == before.HashAt(slot) ? 0 : 1;
            }
        }
    }
}
