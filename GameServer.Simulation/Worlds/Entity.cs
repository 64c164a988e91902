using GameServer.Simulation.Identity;

namespace GameServer.Simulation.Worlds;

/// <summary>One entity met while walking a set: its name, its owner and, by reference, its struct. Valid within the tick.</summary>
/// <typeparam name="T">The entity struct.</typeparam>
public readonly struct Entity<T>
    where T : struct
{
    private readonly EntitySet<T> set;
    private readonly int index;

    internal Entity(EntitySet<T> set, int index) => (this.set, this.index) = (set, index);

    /// <summary>The entity's name.</summary>
    public EntityId Id => set.IdAt(index);

    /// <summary>The seat that owns it, or none.</summary>
    public SeatId Owner => set.OwnerAt(index);

    /// <summary>The struct itself.</summary>
    public ref T Value => ref set[index];

    /// <summary>Takes it out of the world at the end of this tick; it is no longer found from now on.</summary>
    public void Remove() => set.RemoveAt(index);
}
