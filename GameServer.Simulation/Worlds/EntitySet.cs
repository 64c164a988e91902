using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Schemas;

namespace GameServer.Simulation.Worlds;

/// <summary>All entities of one kind in a room, for code that does not know the struct. Touched by the room's thread alone.</summary>
public abstract class EntitySet
{
    private protected EntitySet()
    {
    }

    /// <summary>Entities in the set, those taken out during this tick included.</summary>
    public int Count { get; private protected set; }

    internal abstract void RemoveAt(int index);

    internal abstract void RemoveOwned(SeatId owner);

    internal abstract void Sweep();

    internal abstract void Seal(SealedTick state);

    internal abstract void Save(WorldWriter writer);

    internal abstract void Load(ref WorldReader reader);
}

/// <summary>
/// All entities of one kind in a room, in the order they came: that order is part of determinism. Pages keep references valid
/// while the set grows. Enumerate with <c>foreach</c>; entities spawned meanwhile are met in the next tick.
/// </summary>
/// <typeparam name="T">The entity struct.</typeparam>
public sealed class EntitySet<T> : EntitySet
    where T : struct
{
    private const int PageSize = 32;

    private readonly EntityKind<T> kind;
    private readonly int kindIndex;
    private readonly SlotTable slots;
    private T[][] pages = [];
    private Entry[] entries = [];

    internal EntitySet(EntityKind<T> kind, int kindIndex, SlotTable slots) => (this.kind, this.kindIndex, this.slots) = (kind, kindIndex, slots);

    /// <summary>Spawns refused because the kind or the room was full.</summary>
    public int SpawnsRefused { get; private set; }

    /// <summary>The struct at a place in the set, 0 up to <see cref="EntitySet.Count"/>.</summary>
    public ref T this[int index] => ref pages[index / PageSize][index % PageSize];

    internal EntityKind<T> Kind => kind;

    /// <summary>Walks the entities that are not taken out.</summary>
    public Enumerator GetEnumerator() => new(this);

    internal EntityId IdAt(int index) => entries[index].Id;

    internal SeatId OwnerAt(int index) => entries[index].Owner;

    internal uint SealKeyAt(int index) => entries[index].SealKey;

    internal EntityId Spawn(in T value, SeatId owner, uint? sealKey)
    {
        if (Count >= kind.Max || !slots.TryTake(kindIndex, kind.PublicRecord.Index, out var id))
        {
            SpawnsRefused++;
            return EntityId.None;
        }

        var ownerPart = EntityId.None;
        if (kind.OwnerRecord is not null && !slots.TryTake(SlotTable.NoSet, kind.OwnerRecord.Index, out ownerPart))
        {
            slots.Release(id, kind.PublicRecord.Index);
            SpawnsRefused++;
            return EntityId.None;
        }

        Grow();
        pages[Count / PageSize][Count % PageSize] = value;
        entries[Count] = new Entry(id, ownerPart, owner, sealKey ?? unchecked((uint)Mix.Finish((uint)id.Bits)), false);
        slots.Place(id, Count++);
        return id;
    }

    internal override void RemoveAt(int index)
    {
        ref var entry = ref entries[index];
        if (!entry.IsGone)
        {
            entry = entry with { IsGone = true };
            slots.Release(entry.Id, kind.PublicRecord.Index);
            if (kind.OwnerRecord is { } ownerRecord)
            {
                slots.Release(entry.OwnerPart, ownerRecord.Index);
            }
        }
    }

    internal override void RemoveOwned(SeatId owner)
    {
        for (var i = 0; i < Count; i++)
        {
            if (entries[i].Owner == owner)
            {
                RemoveAt(i);
            }
        }
    }

    /// <summary>Closes the gaps of this tick's removals, keeping the order.</summary>
    internal override void Sweep()
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (entries[i].IsGone)
            {
                continue;
            }

            if (kept != i)
            {
                entries[kept] = entries[i];
                this[kept] = this[i];
                slots.Place(entries[kept].Id, kept);
            }

            kept++;
        }

        Count = kept;
    }

    /// <summary>Snaps every entity to the wire's grid and writes its rows.</summary>
    internal override void Seal(SealedTick state)
    {
        for (var i = 0; i < Count; i++)
        {
            ref readonly var entry = ref entries[i];
            ref var value = ref this[i];
            var phase = new SealPhase(state.Tick, entry.SealKey);
            var row = state.BeginRow(entry.Id.Slot, new EntityHead(entry.Id.Generation, kind.PublicRecord.Index, entry.Owner), isOwnerPart: false);
            kind.PublicLayout.Seal(ref value, row, phase);
            state.EndRow(entry.Id.Slot);
            if (kind.OwnerRecord is { } ownerRecord)
            {
                row = state.BeginRow(entry.OwnerPart.Slot, new EntityHead(entry.OwnerPart.Generation, ownerRecord.Index, entry.Owner), isOwnerPart: true);
                row[0] = entry.Id.Slot;
                kind.OwnerLayout!.Seal(ref value, row, phase);
                state.EndRow(entry.OwnerPart.Slot);
            }
        }
    }

    internal override void Save(WorldWriter writer)
    {
        writer.Write(Count);
        writer.Write(SpawnsRefused);
        writer.Write<Entry>(entries.AsSpan(0, Count));
        for (var i = 0; i < Count; i++)
        {
            writer.Write(this[i]);
        }
    }

    /// <summary>Into a set that is empty.</summary>
    internal override void Load(ref WorldReader reader)
    {
        var count = reader.Read<int>();
        SpawnsRefused = reader.Read<int>();
        var saved = new Entry[count];
        reader.Read<Entry>(saved);
        for (; Count < count; Count++)
        {
            Grow();
            entries[Count] = saved[Count];
            this[Count] = reader.Read<T>();
        }
    }

    private void Grow()
    {
        if (Count == entries.Length)
        {
            var size = Math.Min(PageSize, kind.Max - Count);
            Array.Resize(ref entries, entries.Length + size);
            Array.Resize(ref pages, pages.Length + 1);
            pages[^1] = new T[size];
        }
    }

    private readonly record struct Entry(EntityId Id, EntityId OwnerPart, SeatId Owner, uint SealKey, bool IsGone);

    /// <summary>Walks a set; see <see cref="GetEnumerator"/>.</summary>
    public struct Enumerator
    {
        private readonly EntitySet<T> set;
        private readonly int end;
        private int index;

        internal Enumerator(EntitySet<T> set) => (this.set, end, index) = (set, set.Count, -1);

        /// <summary>The entity reached.</summary>
        public readonly Entity<T> Current => new(set, index);

        /// <summary>Goes to the next entity that is not taken out; false at the end.</summary>
        public bool MoveNext()
        {
            do
            {
                index++;
            }
            while (index < end && set.entries[index].IsGone);
            return index < end;
        }
    }
}
