using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>
/// Since when slots of a seat's view wait to be told of for the first time. Costs nothing until a datagram cannot take everything.
/// Owned by the room's thread.
/// </summary>
internal sealed class WaitingSlots
{
    private Tick[] since = [];

    public void Widen(int slots)
    {
        if (since.Length < slots)
        {
            Array.Resize(ref since, BitMath.PowerOfTwoAtLeast(slots));
        }
    }

    /// <summary>The tick before the one at which a slot began to wait.</summary>
    /// <param name="slot">Below what it was widened to.</param>
    /// <param name="now">Where it begins if it did not wait.</param>
    /// <param name="isNew">Whether it came into view just now, so that an earlier wait is over.</param>
    public Tick Since(int slot, Tick now, bool isNew)
    {
        if (isNew || since[slot] == Tick.Zero)
        {
            since[slot] = now;
        }

        return since[slot] + -1;
    }

    /// <summary>They were told of.</summary>
    public void End(int first, int end) => since.AsSpan(first, end - first).Clear();
}
