using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;
using GameServer.Simulation.Worlds;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// One view point in a room's history: the sealed ticks on either side of it, and how their rows are read. Valid within the tick,
/// like the <see cref="Past"/> that is made of it.
/// </summary>
internal readonly struct PastMoment
{
    private readonly SealedTick from;
    private readonly SealedTick? to;
    private readonly float share;
    private readonly float seconds;
    private readonly PastCounters counters;

    public PastMoment(World world, History history, double tick, int step, EntityId ownAvatar, float tickSeconds, PastCounters counters)
    {
        (World, Tick, OwnAvatar, this.counters) = (world, tick, ownAvatar, counters);

        // Between the two ticks that clients were told of, as they draw; at either end of the history between any two.
        var before = new Tick((uint)tick / (uint)step * (uint)step);
        if (before + step > history.Newest.Tick || !history.TryGet(before, out from))
        {
            (before, step) = (new Tick((uint)tick), 1);
        }

        share = (float)((tick - before.Number) / step);
        seconds = step * tickSeconds;
        if (!history.TryGet(before, out from))
        {
            throw new InvalidOperationException($"Tick {tick} is not in the history any more.");
        }

        to = share > 0 && history.TryGet(before + step, out var after) ? after : null;
    }

    public World World { get; }

    public double Tick { get; }

    public EntityId OwnAvatar { get; }

    /// <summary>The entity as it was; false when it was not there on both sides of the view point.</summary>
    public bool TryRead<T>(EntityKind<T> kind, EntityId id, ref T seen)
        where T : struct
    {
        if (!WasThere(kind, id))
        {
            return false;
        }

        Interpolate(kind, id, ref seen);
        return true;
    }

    /// <summary>The same for one that was within reach. Others cost the reading of their position and no more.</summary>
    public bool TryRead<T>(EntityKind<T> kind, EntityId id, in Reach reach, ref T seen)
        where T : struct
    {
        if (!WasThere(kind, id) || !reach.Covers(PositionOf(kind.PublicRecord, id)))
        {
            return false;
        }

        Interpolate(kind, id, ref seen);
        return true;
    }

    private bool WasThere(EntityKind kind, EntityId id)
    {
        var head = from.HeadAt(id.Slot);
        return head.IsPresent && head.Generation == id.Generation && head.Kind == kind.PublicRecord.Index && (to is null || to.HeadAt(id.Slot) == head);
    }

    private Vector3 PositionOf(RecordKind record, EntityId id)
    {
        counters.RowsRead += to is null ? 1 : 2;
        var a = from.RowAt(id.Slot);
        var b = to is null ? a : to.RowAt(id.Slot);
        var between = record.IsJump(a, b, seconds) ? 0 : share;
        return new Vector3(Axis(record, a, b, 0, between), Axis(record, a, b, 1, between), record.PositionAxes > 2 ? Axis(record, a, b, 2, between) : 0);
    }

    private static float Axis(RecordKind record, ReadOnlySpan<int> a, ReadOnlySpan<int> b, int axis, float between)
    {
        var at = record.PositionColumn + axis;
        return (a[at] + ((b[at] - a[at]) * between)) * record.PositionStep;
    }

    private void Interpolate<T>(EntityKind<T> kind, EntityId id, ref T seen)
        where T : struct
    {
        counters.EntitiesInterpolated++;
        var row = from.RowAt(id.Slot);
        if (to is null)
        {
            kind.PublicLayout.Load(ref seen, row);
        }
        else
        {
            kind.Interpolate(ref seen, row, to.RowAt(id.Slot), share, seconds);
        }
    }
}

/// <summary>What looking back has cost a room; the room's thread writes.</summary>
internal sealed class PastCounters
{
    /// <summary>Rows of sealed ticks whose position was looked at.</summary>
    public long RowsRead { get; set; }

    public long EntitiesInterpolated { get; set; }
}

/// <summary>Everything within a distance of a straight line; of a point, when the line has no length.</summary>
internal readonly struct Reach(Vector3 from, Vector3 to, float radius, int axes)
{
    // A position is rounded here and in the interpolation by different roads: what touches the rim is the caller's to judge.
    private const float Rim = 1 / 128f;

    public bool Covers(Vector3 point)
    {
        Vector3 along = Flat(to - from), offset = Flat(point - from);
        var square = Dot(along, along);
        var share = square > 0 ? Math.Max(0, Math.Min(1, Dot(offset, along) / square)) : 0;
        var gap = offset - (along * share);
        var limit = radius + (Rim * Math.Max(1, radius));
        return Dot(gap, gap) <= limit * limit;
    }

    private static float Dot(Vector3 a, Vector3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private Vector3 Flat(Vector3 v) => axes > 2 ? v : new Vector3(v.X, v.Y, 0);
}
