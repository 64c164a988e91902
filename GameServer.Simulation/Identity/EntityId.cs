namespace GameServer.Simulation.Identity;

/// <summary>
/// Names one entity of a room for its whole life: a slot, and the slot's generation so that an old name never finds a new
/// entity. The default value names nothing. It is what an entity reference field carries, in 32 bits.
/// </summary>
/// <param name="Slot">Row of the entity in every sealed tick, 0 to 65,534.</param>
/// <param name="Generation">1 to 65,535, counted up each time the slot is used again; 0 only in <see cref="None"/>.</param>
public readonly record struct EntityId(ushort Slot, ushort Generation)
{
    /// <summary>No entity.</summary>
    public static EntityId None => default;

    /// <summary>Whether this names an entity (which may be gone by now).</summary>
    public bool IsSome => Generation != 0;

    /// <summary>The 32 bits that a reference field carries.</summary>
    public int Bits => unchecked((int)(((uint)Generation << 16) | Slot));

    /// <summary>The name that <see cref="Bits"/> came from.</summary>
    public static EntityId FromBits(int bits) => new(unchecked((ushort)bits), unchecked((ushort)((uint)bits >> 16)));
}
