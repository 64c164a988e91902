using GameServer.Client.Held;
using GameServer.Client.Prediction;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Client.Views;

/// <summary>
/// Draws others' entities between the two held states around the view tick. One buffer per kind, filled anew by every call.
/// Owned by the client's thread.
/// </summary>
internal sealed class EntityViews(Schema schema, HeldState held, int tickRate)
{
    private const int GapTicksMax = 32;

    private readonly Array?[] buffers = new Array?[schema.Kinds.Length];

    public ReadOnlySpan<ViewEntity<T>> All<T>(double viewTick, SeatId exceptAvatarOf, OwnSpawns<T>? own = null, double fraction = 0)
        where T : struct
    {
        var kind = KindOf<T>();
        var index = Array.IndexOf(schema.Kinds, kind);
        var buffer = buffers[index] as ViewEntity<T>[] ?? [];
        var count = 0;
        for (var slot = 0; slot < held.SlotCount; slot++)
        {
            if (!held.TryGetNewest(slot, out var newest, out var head, out _) || head.Kind != kind.PublicRecord.Index
                || (index == 0 && head.Owner == exceptAvatarOf))
            {
                continue;
            }

            var id = new EntityId((ushort)slot, head.Generation);
            var value = default(T);
            if ((own is null || !own.Has(id)) && TryDraw(kind, slot, newest, head, viewTick, ref value))
            {
                Add(index, ref buffer, count++, new ViewEntity<T>(id, head.Owner, value));
            }
        }

        for (var i = 0; own is not null && i < own.Count; i++)
        {
            if (own.TryDraw(i, fraction, out var id, out var value))
            {
                Add(index, ref buffer, count++, new ViewEntity<T>(id, exceptAvatarOf, value));
            }
        }

        return buffer.AsSpan(0, count);
    }

    private void Add<T>(int index, ref ViewEntity<T>[] buffer, int at, in ViewEntity<T> entity)
        where T : struct
    {
        if (at == buffer.Length)
        {
            Array.Resize(ref buffer, Math.Max(16, at * 2));
            buffers[index] = buffer;
        }

        buffer[at] = entity;
    }

    private EntityKind<T> KindOf<T>()
        where T : struct
    {
        foreach (var kind in schema.Kinds)
        {
            if (kind is EntityKind<T> typed)
            {
                return typed;
            }
        }

        throw new ArgumentException($"The schema declares no entity kind with the struct {typeof(T).Name}.");
    }

    private bool TryDraw<T>(EntityKind<T> kind, int slot, Tick newest, EntityHead head, double viewTick, ref T value)
        where T : struct
    {
        var drawn = new Tick((uint)Math.Max(0, Math.Floor(viewTick)));
        if (drawn >= newest)
        {
            // Nothing newer to move towards: it stands where it was last seen.
            return held.TryGet(slot, newest, out _, out var last) && Load(kind, last, ref value);
        }

        if (!TryFind(slot, head, drawn, -1, out var from))
        {
            return false; // It comes into being only later than what is drawn.
        }

        if (!TryFind(slot, head, drawn + 1, 1, out var to))
        {
            return false;
        }

        held.TryGet(slot, from, out _, out var fromRow);
        held.TryGet(slot, to, out _, out var toRow);
        kind.Interpolate(ref value, fromRow, toRow, (float)((viewTick - from.Number) / (to - from)), (to - from) / (float)tickRate);
        return true;
    }

    private static bool Load<T>(EntityKind<T> kind, ReadOnlySpan<int> row, ref T value)
        where T : struct
    {
        kind.PublicLayout.Load(ref value, row);
        return true;
    }

    private bool TryFind(int slot, EntityHead head, Tick start, int step, out Tick found)
    {
        found = start;
        for (var i = 0; i < GapTicksMax; i++, found += step)
        {
            if (held.TryGet(slot, found, out var at, out _))
            {
                return at == head;
            }

            if (found == Tick.Zero)
            {
                return false;
            }
        }

        return false;
    }
}
