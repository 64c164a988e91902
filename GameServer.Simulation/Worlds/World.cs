using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Simulation.Worlds;

/// <summary>
/// Everything that lives in a room, per kind. Owned by one room and touched by its thread alone; the replicated part of it is
/// copied into the history at the end of each tick.
/// </summary>
public sealed class World
{
    private readonly EntitySet[] sets;
    private readonly SlotTable slots;

    internal World(Schema schema)
    {
        slots = new SlotTable(schema.Records.Length);
        sets = new EntitySet[schema.Kinds.Length];
        var maker = new SetMaker(slots);
        for (var i = 0; i < sets.Length; i++)
        {
            sets[i] = schema.Kinds[i].Accept(maker);
        }
    }

    /// <summary>All entities of one kind. Throws when the schema declares none with this struct.</summary>
    public EntitySet<T> All<T>()
        where T : struct
    {
        foreach (var set in sets)
        {
            if (set is EntitySet<T> typed)
            {
                return typed;
            }
        }

        throw new ArgumentException($"The schema declares no entity kind with the struct {typeof(T).Name}.");
    }

    /// <summary>Adds an entity at once; none when the kind or the room is full.</summary>
    public EntityId Spawn<T>(in T value, SeatId owner)
        where T : struct => All<T>().Spawn(value, owner, null);

    /// <summary>Finds an entity by name; false when it is gone or of another kind.</summary>
    public bool TryFind<T>(EntityId id, out Entity<T> entity)
        where T : struct
    {
        if (slots.TryFind(id, out var kind, out var index) && sets[kind] is EntitySet<T> set)
        {
            entity = new Entity<T>(set, index);
            return true;
        }

        entity = default;
        return false;
    }

    /// <summary>Takes an entity out of the world; false when it was gone already.</summary>
    public bool Remove(EntityId id)
    {
        if (!slots.TryFind(id, out var kind, out var index))
        {
            return false;
        }

        sets[kind].RemoveAt(index);
        return true;
    }

    /// <summary>Takes out all that a seat owns: whoever sits there next owns nothing of it.</summary>
    internal void RemoveOwned(SeatId owner)
    {
        foreach (var set in sets)
        {
            set.RemoveOwned(owner);
        }
    }

    internal void Sweep()
    {
        foreach (var set in sets)
        {
            set.Sweep();
        }
    }

    internal void Seal(Tick tick, History history, bool keepsLast = true)
    {
        var state = history.Begin(tick, slots.Count, keepsLast);
        Seal(state);
        history.Publish(state);
    }

    /// <summary>Takes down everything, between two ticks.</summary>
    internal void Save(WorldWriter writer)
    {
        slots.Save(writer);
        foreach (var set in sets)
        {
            set.Save(writer);
        }
    }

    /// <summary>Into a world that is new.</summary>
    internal void Load(ref WorldReader reader)
    {
        slots.Load(ref reader);
        foreach (var set in sets)
        {
            set.Load(ref reader);
        }
    }

    /// <summary>The hash of a tick as this world makes it.</summary>
    internal ulong HashAt(Tick tick, int stride)
    {
        var state = new SealedTick(stride);
        state.Begin(tick, slots.Count);
        Seal(state);
        return state.Hash;
    }

    private void Seal(SealedTick state)
    {
        foreach (var set in sets)
        {
            set.Seal(state);
        }

        state.End();
    }

    /// <summary>Makes the sets of the kinds in their order.</summary>
    private sealed class SetMaker(SlotTable slots) : IEntityKindVisitor<EntitySet>
    {
        private int made;

        public EntitySet Visit<T>(EntityKind<T> kind)
            where T : struct => new EntitySet<T>(kind, made++, slots);
    }
}
