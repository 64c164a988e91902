using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Client.Held;

/// <summary>
/// What the client holds of the room: per slot the newest state, and a history of states to decode deltas against and to
/// interpolate between. Owned by the client's thread.
/// </summary>
internal sealed class HeldState
{
    private readonly HeldTick[] ring;
    private readonly ExactnessRules rules;
    private Tick[] newest = [];
    private bool[] isPresent = [];
    private Tick lastTick;
    private HeldTick lastPlace;

    public HeldState(int stride, int historyTicks, ExactnessRules rules)
    {
        this.rules = rules;
        ring = new HeldTick[historyTicks];
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = new HeldTick(stride);
        }

        lastPlace = ring[0];
    }

    /// <summary>Slots below may hold entities.</summary>
    public int SlotCount { get; private set; }

    public int HistoryTicks => ring.Length;

    /// <summary>The state of a slot at exactly this tick; false when it is not held.</summary>
    public bool TryGet(int slot, Tick tick, out EntityHead head, out ReadOnlySpan<int> row)
    {
        var held = PlaceOf(tick);
        head = held.HeadAt(slot);
        if (held.TickAt(slot) != tick || !head.IsPresent || tick == Tick.Zero)
        {
            row = default;
            return false;
        }

        row = held.RowAt(slot);
        return true;
    }

    /// <summary>Whether a datagram that names what is not held is to be refused (rule 2).</summary>
    public bool ChecksBaselines => rules.Has(ExactnessRules.BaselinesAreChecked);

    /// <summary>The newest state of a slot; false when there is no entity.</summary>
    public bool TryGetNewest(int slot, out Tick tick, out EntityHead head, out ReadOnlySpan<int> row)
    {
        tick = slot < SlotCount ? newest[slot] : Tick.Zero;
        head = EntityHead.None;
        row = default;
        return slot < SlotCount && isPresent[slot] && TryGet(slot, tick, out head, out row);
    }

    /// <summary>Writes the newest tick of each entity held and returns how many there are.</summary>
    public int CopyNewest(Span<Tick> ticks)
    {
        var count = 0;
        for (var slot = 0; slot < SlotCount && count < ticks.Length; slot++)
        {
            ticks[count] = newest[slot];
            count += isPresent[slot] ? 1 : 0;
        }

        return count;
    }

    /// <summary>The newest tick that something was told of a slot for, as present or as gone.</summary>
    public Tick NewestAt(int slot) => slot < SlotCount ? newest[slot] : Tick.Zero;

    /// <summary>Whether an entity was told of last in a slot, rather than that there is none.</summary>
    public bool IsPresentAt(int slot) => slot < SlotCount && isPresent[slot];

    /// <summary>
    /// Takes in a state. It is news unless a newer one of the slot is held (rule 1), and goes into the history either way: it was
    /// acknowledged, so the server may lean on it. Returns whether it was news.
    /// </summary>
    public bool Store(int slot, Tick tick, EntityHead head, ReadOnlySpan<int> row)
    {
        EnsureSlots(slot + 1);
        if (rules.Has(ExactnessRules.NewestTickWins) && tick <= newest[slot])
        {
            if (head.IsPresent && tick > PlaceOf(tick).TickAt(slot))
            {
                PlaceOf(tick).Store(slot, tick, [head], row, newest.Length);
            }

            return false;
        }

        newest[slot] = tick;
        isPresent[slot] = head.IsPresent;
        if (head.IsPresent)
        {
            PlaceOf(tick).Store(slot, tick, [head], row, newest.Length);
        }

        return true;
    }

    /// <summary>The same for neighbouring slots, a head and a row each. Returns how many were news.</summary>
    public int Store(int first, Tick tick, ReadOnlySpan<EntityHead> heads, ReadOnlySpan<int> rows)
    {
        var stride = rows.Length / heads.Length;
        EnsureSlots(first + heads.Length);
        if (AreAllNews(first, tick, heads))
        {
            newest.AsSpan(first, heads.Length).Fill(tick);
            isPresent.AsSpan(first, heads.Length).Fill(true);
            PlaceOf(tick).Store(first, tick, heads, rows, newest.Length);
            return heads.Length;
        }

        var news = 0;
        for (var i = 0; i < heads.Length; i++)
        {
            news += Store(first + i, tick, heads[i], rows.Slice(i * stride, stride)) ? 1 : 0;
        }

        return news;
    }

    /// <summary>
    /// The check of everything held, computed anew from the numbers themselves (rule 7): a sum kept up to date would hide
    /// memory that has gone bad.
    /// </summary>
    public ushort HashCheckNow() => HashCheck.Of(SumOf(0, SlotCount));

    /// <summary>The sum of the hashes of what is held in these slots, computed in the same way.</summary>
    public ulong SumOf(int first, int end)
    {
        var sum = 0UL;
        for (var slot = first; slot < end; slot++)
        {
            if (TryGetNewest(slot, out _, out var head, out var row))
            {
                sum = unchecked(sum + Mix.Row(slot, head.Bits, row));
            }
        }

        return sum;
    }

    public void Clear()
    {
        Array.Clear(newest, 0, newest.Length);
        Array.Clear(isPresent, 0, isPresent.Length);
        foreach (var held in ring)
        {
            held.Clear();
        }
    }

    /// <summary>For tests of the desync check.</summary>
    internal void Corrupt(int slot, int column, int flip) => Corrupt(slot, newest[slot], column, flip);

    /// <summary>The same of an earlier state.</summary>
    internal void Corrupt(int slot, Tick tick, int column, int flip) => PlaceOf(tick).Corrupt(slot, column, flip);

    /// <summary>The same of a head.</summary>
    internal void CorruptHead(int slot, ulong flip) => PlaceOf(newest[slot]).CorruptHead(slot, flip);

    /// <summary>
    /// Where the states of a tick are; what is there may be of another. Nearly every call in a row is about the same tick, and the
    /// division is what it costs.
    /// </summary>
    public HeldTick PlaceOf(Tick tick)
    {
        if (tick != lastTick)
        {
            lastTick = tick;
            lastPlace = ring[tick.Number % (uint)ring.Length];
        }

        return lastPlace;
    }

    private bool AreAllNews(int first, Tick tick, ReadOnlySpan<EntityHead> heads)
    {
        for (var i = 0; i < heads.Length; i++)
        {
            if (tick <= newest[first + i] || !heads[i].IsPresent)
            {
                return false;
            }
        }

        return true;
    }

    private void EnsureSlots(int count)
    {
        if (count > newest.Length)
        {
            var capacity = Math.Max(16, BitMath.PowerOfTwoAtLeast(count));
            Array.Resize(ref newest, capacity);
            Array.Resize(ref isPresent, capacity);
        }

        SlotCount = Math.Max(SlotCount, count);
    }
}
