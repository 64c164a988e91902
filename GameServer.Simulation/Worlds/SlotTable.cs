using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Simulation.Worlds;

/// <summary>
/// Hands out slots and their generations in blocks per record kind, the slot released last first: rows of one kind lie
/// together, so that the runs in a datagram stay long. Each block is as large as all that the kind had before. The order is part of
/// determinism. A slot knows which set holds it.
/// </summary>
internal sealed class SlotTable(int recordKinds)
{
    /// <summary>The smallest block; others are multiples of it.</summary>
    public const int BlockSize = 16;

    /// <summary>The set of a slot that is only a row, such as an owner's part: never found by name.</summary>
    public const int NoSet = -1;

    private const int NoSlot = -1;

    // The slot of each kind that is handed out next; the one after it stands in its place, which nothing else needs of a free slot.
    private readonly int[] free = NoSlots(recordKinds);
    private readonly int[] taken = new int[recordKinds];
    private ushort[] generations = [];
    private int[] places = [];
    private short[] sets = [];

    /// <summary>Slots ever handed out lie below.</summary>
    public int Count { get; private set; }

    public bool TryTake(int set, int recordKind, out EntityId id)
    {
        if (free[recordKind] == NoSlot && !TryAddBlock(recordKind))
        {
            id = EntityId.None;
            return false;
        }

        var slot = free[recordKind];
        free[recordKind] = places[slot];

        // 0 names no entity, so the count skips it when it wraps.
        var generation = generations[slot] == ushort.MaxValue ? (ushort)1 : (ushort)(generations[slot] + 1);
        generations[slot] = generation;
        sets[slot] = (short)(set + 1);
        id = new EntityId((ushort)slot, generation);
        return true;
    }

    public void Release(EntityId id, int recordKind)
    {
        sets[id.Slot] = 0;
        Free(id.Slot, recordKind);
    }

    public void Place(EntityId id, int index) => places[id.Slot] = index;

    /// <summary>Where the entity lives; false when the name is old or names nothing.</summary>
    public bool TryFind(EntityId id, out int set, out int index)
    {
        if (id.IsSome && id.Slot < Count && generations[id.Slot] == id.Generation && sets[id.Slot] > 0)
        {
            set = sets[id.Slot] - 1;
            index = places[id.Slot];
            return true;
        }

        set = index = -1;
        return false;
    }

    public void Save(WorldWriter writer)
    {
        writer.Write(Count);
        writer.Write<int>(taken);
        writer.Write<int>(free);
        writer.Write<ushort>(generations.AsSpan(0, Count));
        writer.Write<int>(places.AsSpan(0, Count));
        writer.Write<short>(sets.AsSpan(0, Count));
    }

    /// <summary>Into a table that has handed out nothing.</summary>
    public void Load(ref WorldReader reader)
    {
        Count = reader.Read<int>();
        reader.Read<int>(taken);
        reader.Read<int>(free);
        (generations, places, sets) = (new ushort[Count], new int[Count], new short[Count]);
        reader.Read<ushort>(generations);
        reader.Read<int>(places);
        reader.Read<short>(sets);
    }

    private static int[] NoSlots(int recordKinds)
    {
        var slots = new int[recordKinds];
        Array.Fill(slots, NoSlot);
        return slots;
    }

    private void Free(int slot, int recordKind) => (places[slot], free[recordKind]) = (free[recordKind], slot);

    private bool TryAddBlock(int recordKind)
    {
        var size = Math.Min(Math.Max(BlockSize, taken[recordKind]), (ushort.MaxValue - Count) / BlockSize * BlockSize);
        if (size == 0)
        {
            return false;
        }

        if (Count + size > generations.Length)
        {
            var capacity = BitMath.PowerOfTwoAtLeast(Count + size);
            Array.Resize(ref generations, capacity);
            Array.Resize(ref places, capacity);
            Array.Resize(ref sets, capacity);
        }

        for (var slot = Count + size - 1; slot >= Count; slot--)
        {
            Free(slot, recordKind);
        }

        taken[recordKind] += size;
        Count += size;
        return true;
    }
}
