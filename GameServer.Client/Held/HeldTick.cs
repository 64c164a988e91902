using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Client.Held;

/// <summary>
/// One place of the client's history ring: the states of all slots that were told of at one tick, and what is left of earlier ticks in the
/// others. Owned by the client's thread.
/// </summary>
internal sealed class HeldTick(int stride)
{
    private const int WordSlots = 64;

    // A bit per slot. Nearly all that is here is of one tick, so that one number says which.
    private ulong[] told = [];
    private ulong[] others = [];
    private Tick[] othersTicks = [];
    private EntityHead[] heads = [];
    private int[] rows = [];

    /// <summary>The newest tick that anything here is of.</summary>
    public Tick Tick { get; private set; }

    /// <summary>How many times 64 slots there is room for.</summary>
    public int Words => told.Length;

    /// <summary>Which of 64 slots were told of at <see cref="Tick"/>.</summary>
    public ulong ToldAt(int word) => word < told.Length ? told[word] : 0;

    /// <summary>Which of 64 slots have a state here, of whichever tick.</summary>
    public ulong FilledAt(int word) => word < told.Length ? told[word] | others[word] : 0;

    /// <summary>The tick that a slot's state is of; zero when there is none.</summary>
    public Tick TickAt(int slot)
    {
        var (word, bit) = (slot / WordSlots, 1UL << (slot % WordSlots));
        return (ToldAt(word) & bit) != 0 ? Tick : (FilledAt(word) & bit) != 0 ? othersTicks[slot] : Tick.Zero;
    }

    public EntityHead HeadAt(int slot) => slot < heads.Length ? heads[slot] : EntityHead.None;

    /// <summary>Heads and rows from the first of 64 slots on; only of a word that there is room for.</summary>
    public ReadOnlySpan<EntityHead> HeadsFrom(int word) => heads.AsSpan(word * WordSlots, WordSlots);

    /// <inheritdoc cref="HeadsFrom"/>
    public Span<int> RowsFrom(int word) => rows.AsSpan(word * WordSlots * stride, WordSlots * stride);

    public ReadOnlySpan<int> RowAt(int slot) => rows.AsSpan(slot * stride, stride);

    /// <summary>The row of a slot that was told of, to be changed.</summary>
    public Span<int> RowOf(int slot) => rows.AsSpan(slot * stride, stride);

    /// <summary>Forgets everything and is of a new tick, of which nothing has been told yet.</summary>
    public void Begin(Tick tick, int slots = 0)
    {
        EnsureSlots(slots);
        Array.Clear(told, 0, told.Length);
        Array.Clear(others, 0, others.Length);
        Tick = tick;
    }

    /// <summary>Takes in that a slot was told of at this place's tick; the row, all zeros, is to be filled in.</summary>
    public Span<int> Tell(int slot)
    {
        EnsureSlots(slot + 1);
        told[slot / WordSlots] |= 1UL << (slot % WordSlots);
        var row = rows.AsSpan(slot * stride, stride);
        row.Clear();
        return row;
    }

    /// <summary>Who it is that was told of.</summary>
    public void Name(int slot, EntityHead head) => heads[slot] = head;

    /// <summary>Takes in that some of 64 slots are as another place has them.</summary>
    public void TellAs(HeldTick other, int word, ulong slots)
    {
        EnsureSlots((word + 1) * WordSlots);
        told[word] |= slots;
        while (slots != 0)
        {
            // Neighbours at once.
            var first = BitMath.LowestBit(slots);
            var count = BitMath.LowestBit(~(slots >> first));
            var slot = (word * WordSlots) + first;
            other.heads.AsSpan(slot, count).CopyTo(heads.AsSpan(slot));
            other.rows.AsSpan(slot * stride, count * stride).CopyTo(rows.AsSpan(slot * stride));
            slots = first + count == WordSlots ? 0 : slots & (ulong.MaxValue << (first + count));
        }
    }

    /// <summary>Takes in a slot's state of another place, as one of an earlier tick.</summary>
    public void Keep(HeldTick other, int slot) => Store(slot, other.TickAt(slot), other.HeadAt(slot), other.RowAt(slot));

    /// <summary>Takes in a state, of whichever tick.</summary>
    public void Store(int slot, Tick tick, EntityHead head, ReadOnlySpan<int> row)
    {
        EnsureSlots(slot + 1);
        if (tick > Tick)
        {
            LeaveTick(tick);
        }

        var (word, bit) = (slot / WordSlots, 1UL << (slot % WordSlots));
        told[word] = tick == Tick ? told[word] | bit : told[word] & ~bit;
        others[word] = tick == Tick ? others[word] & ~bit : others[word] | bit;
        othersTicks[slot] = tick;
        heads[slot] = head;
        row.CopyTo(rows.AsSpan(slot * stride));
    }

    /// <summary>The sum of the hashes of those of 64 slots that hold an entity.</summary>
    public ulong SumOf(int word, ulong slots)
    {
        var sum = 0UL;
        var theirHeads = HeadsFrom(word);
        var theirRows = RowsFrom(word);
        for (; slots != 0; slots &= slots - 1)
        {
            var at = BitMath.LowestBit(slots);
            var head = theirHeads[at];
            sum = unchecked(sum + (head.IsPresent ? Mix.Row((word * WordSlots) + at, head.Bits, theirRows.Slice(at * stride, stride)) : 0));
        }

        return sum;
    }

    /// <summary>For tests of the desync check: changes one stored number as broken memory would.</summary>
    internal void Corrupt(int slot, int column, int flip) => rows[(slot * stride) + column] ^= flip;

    /// <summary>The same of a head; bits beyond the lowest 40 are none of it.</summary>
    internal void CorruptHead(int slot, ulong flip)
    {
        var bits = heads[slot].Bits ^ flip;
        heads[slot] = new EntityHead(unchecked((ushort)bits), unchecked((byte)(bits >> 16)), new SeatId(unchecked((ushort)(bits >> 24)) - 1));
    }

    // What was of the newest tick is of an earlier one from now on.
    private void LeaveTick(Tick tick)
    {
        for (var word = 0; word < told.Length; word++)
        {
            for (var rest = told[word]; rest != 0; rest &= rest - 1)
            {
                othersTicks[(word * WordSlots) + BitMath.LowestBit(rest)] = Tick;
            }

            others[word] |= told[word];
            told[word] = 0;
        }

        Tick = tick;
    }

    private void EnsureSlots(int count)
    {
        if (count > heads.Length)
        {
            var capacity = Math.Max(WordSlots, BitMath.PowerOfTwoAtLeast(count));
            Array.Resize(ref told, capacity / WordSlots);
            Array.Resize(ref others, capacity / WordSlots);
            Array.Resize(ref othersTicks, capacity);
            Array.Resize(ref heads, capacity);
            Array.Resize(ref rows, capacity * stride);
        }
    }
}
