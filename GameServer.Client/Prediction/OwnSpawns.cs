using GameServer.Client.Held;
using GameServer.Client.Stats;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Client.Prediction;

/// <summary>What the own drive spawned of one kind and the server may not have told of yet. Owned by the client's thread.</summary>
internal abstract class OwnSpawns
{
    /// <summary>Spawns that were predicted, those that the server's entity was found for, and those that it never came for.</summary>
    public long Predicted { get; protected set; }

    public long Confirmed { get; protected set; }

    public long Dropped { get; protected set; }

    /// <summary>Lets everything fly up to a tick.</summary>
    public abstract void Fly(Tick now);

    /// <summary>The avatar was predicted wrongly at this tick: what it spawned since is spawned again by the replay, or was a mistake.</summary>
    public abstract void RollBack(Tick tick);

    /// <summary>The replay is over: what it did not spawn again is gone.</summary>
    public abstract void EndReplay();

    /// <summary>Finds the server's entities in what is held, and lets go what it ended or never had.</summary>
    public abstract void Confirm(HeldState held, Tick newest, Tick now);
}

/// <summary>
/// Predicted spawns of one kind. A spawn is the server's entity when both have the same row in the same tick: its rounding key
/// says nothing but seat, tick and how-manieth, so a right prediction is right to the bit.
/// </summary>
internal sealed class OwnSpawns<T>(Game game, EntityKind<T> kind, SeatId seat, float tickSeconds, MispredictionLog log) : OwnSpawns
    where T : struct
{
    /// <summary>The most at once; further ones appear with the server's word.</summary>
    public const int SpawnsMax = 64;

    // A snapshot of the tick that spawned it may have gone without it, or in another datagram that was lost.
    private const int UnconfirmedTicksMax = 12;
    private const int RowTicks = 128;

    private readonly List<Spawned> spawned = [];
    private readonly Stack<Spawned> pool = new();
    private readonly string[] names = MispredictionLog.NamesOf(kind.PublicRecord);

    /// <summary>How many there are, over ones included.</summary>
    public int Count => spawned.Count;

    /// <summary>Takes in what the drive of this tick spawned.</summary>
    public void Add(Tick tick, in T value)
    {
        uint ordinal = 0;
        Spawned? again = null;
        foreach (var other in spawned)
        {
            ordinal += other.Born == tick && !other.IsStale ? 1u : 0;
        }

        foreach (var other in spawned)
        {
            again = other.IsStale && other.Born == tick && other.Ordinal == ordinal ? other : again;
        }

        if (again is null)
        {
            if (spawned.Count == SpawnsMax)
            {
                return;
            }

            again = pool.Count > 0 ? pool.Pop() : new Spawned(kind.PublicRecord.Columns.Length);
            again.Begin(tick, ordinal, SealKeys.Owned(seat, SealKeys.Ordinal(tick, ordinal)));
            spawned.Add(again);
            Predicted++;
        }

        again.Value = value;
        again.At = again.LastFlown = tick + -1;
        again.IsStale = false;
        again.IsFlying = true;
    }

    public override void Fly(Tick now)
    {
        foreach (var spawn in spawned)
        {
            if (!spawn.IsStale)
            {
                Fly(spawn, now);
            }
        }
    }

    public override void RollBack(Tick tick)
    {
        for (var i = spawned.Count - 1; i >= 0; i--)
        {
            if (spawned[i].Born > tick)
            {
                spawned[i].IsStale = true;
            }
            else if (!spawned[i].Id.IsSome)
            {
                Drop(i);
            }
        }
    }

    public override void EndReplay()
    {
        for (var i = spawned.Count - 1; i >= 0; i--)
        {
            if (spawned[i].IsStale)
            {
                Drop(i);
            }
        }
    }

    public override void Confirm(HeldState held, Tick newest, Tick now)
    {
        for (var slot = 0; spawned.Count > 0 && slot < held.SlotCount; slot++)
        {
            if (held.TryGetNewest(slot, out var tick, out var head, out var row) && head.Kind == kind.PublicRecord.Index && head.Owner == seat)
            {
                Match(new EntityId((ushort)slot, head.Generation), tick, row[..names.Length], now);
            }
        }

        for (var i = spawned.Count - 1; i >= 0; i--)
        {
            var spawn = spawned[i];
            var isOver = spawn.Id.IsSome
                ? !held.TryGetNewest(spawn.Id.Slot, out _, out var head, out _) || head.Generation != spawn.Id.Generation
                : newest - spawn.Born > UnconfirmedTicksMax;
            if (isOver)
            {
                Drop(i);
            }
        }
    }

    /// <summary>Whether an entity of the server's is drawn as one of these.</summary>
    public bool Has(EntityId id)
    {
        foreach (var spawn in spawned)
        {
            if (spawn.Id == id)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What to draw for one of them between the last two predicted ticks; false when its flight is over.</summary>
    public bool TryDraw(int index, double fraction, out EntityId id, out T value)
    {
        var spawn = spawned[index];
        (id, value) = (spawn.Id, default);
        if (!spawn.IsFlying || spawn.LastFlown < spawn.Born)
        {
            return false;
        }

        var before = spawn.LastFlown == spawn.Born ? spawn.Born : spawn.LastFlown + -1;
        kind.PublicLayout.Blend(ref value, spawn.RowAt(before), spawn.RowAt(spawn.LastFlown), (float)fraction);
        return true;
    }

    private void Fly(Spawned spawn, Tick now)
    {
        while (spawn.IsFlying && spawn.At < now)
        {
            spawn.At += 1;
            spawn.IsFlying = kind.Flight!(game, ref spawn.Value, spawn.At, tickSeconds);
            if (spawn.IsFlying)
            {
                kind.PublicLayout.Seal(ref spawn.Value, spawn.RowAt(spawn.At), new SealPhase(spawn.At, spawn.Key));
                spawn.LastFlown = spawn.At;
            }
        }
    }

    private void Match(EntityId id, Tick tick, ReadOnlySpan<int> row, Tick now)
    {
        foreach (var spawn in spawned)
        {
            if (spawn.Id == id)
            {
                Check(spawn, tick, row, now);
                return;
            }
        }

        foreach (var spawn in spawned)
        {
            if (!spawn.Id.IsSome && spawn.Knows(tick) && spawn.RowAt(tick).SequenceEqual(row))
            {
                (spawn.Id, spawn.Checked) = (id, tick);
                Confirmed++;
                return;
            }
        }
    }

    // Something the flight does not know of has changed it: the server's word stands, and it flies on from there.
    private void Check(Spawned spawn, Tick tick, ReadOnlySpan<int> row, Tick now)
    {
        if (tick <= spawn.Checked)
        {
            return;
        }

        spawn.Checked = tick;
        if (spawn.Knows(tick) && spawn.RowAt(tick).SequenceEqual(row))
        {
            return;
        }

        if (spawn.Knows(tick))
        {
            log.Compare(tick, names, spawn.RowAt(tick), row);
        }

        kind.PublicLayout.Load(ref spawn.Value, row);
        row.CopyTo(spawn.RowAt(tick));
        spawn.At = spawn.LastFlown = tick;
        spawn.IsFlying = true;
        Fly(spawn, now);
    }

    private void Drop(int index)
    {
        Dropped += spawned[index].Id.IsSome ? 0 : 1;
        pool.Push(spawned[index]);
        spawned.RemoveAt(index);
    }

    /// <summary>One predicted spawn, with its rows of the last ticks.</summary>
    private sealed class Spawned(int width)
    {
        private readonly int[] rows = new int[RowTicks * width];

        public T Value;

        public Tick Born { get; private set; }

        /// <summary>The how-manieth of its tick, from 0.</summary>
        public uint Ordinal { get; private set; }

        public uint Key { get; private set; }

        /// <summary>The server's name for it; none until it is confirmed.</summary>
        public EntityId Id { get; set; }

        /// <summary>The newest tick that was compared with the server's.</summary>
        public Tick Checked { get; set; }

        /// <summary>The tick flown last, and the last one that it outlived.</summary>
        public Tick At { get; set; }

        public Tick LastFlown { get; set; }

        public bool IsFlying { get; set; }

        /// <summary>Whether a replay has still to spawn it again.</summary>
        public bool IsStale { get; set; }

        public void Begin(Tick born, uint ordinal, uint key)
        {
            (Born, Ordinal, Key) = (born, ordinal, key);
            (Id, Checked) = (EntityId.None, Tick.Zero);
        }

        public bool Knows(Tick tick) => tick >= Born && tick <= LastFlown && LastFlown - tick < RowTicks;

        public Span<int> RowAt(Tick tick) => rows.AsSpan((int)(tick.Number % RowTicks) * width, width);
    }
}
