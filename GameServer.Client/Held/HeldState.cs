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
    private const int WordSlots = 64;

    private readonly HeldTick[] ring;
    private readonly ExactnessRules rules;
    private Tick[] newest = [];
    private ulong[] present = [];
    private Tick top;
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
        return IsPresentAt(slot) && TryGet(slot, tick, out head, out row);
    }

    /// <summary>Writes the newest tick of each entity held and returns how many there are.</summary>
    public int CopyNewest(Span<Tick> ticks)
    {
        var count = 0;
        for (var word = 0; word < present.Length; word++)
        {
            // Neighbours at once.
            for (var slots = present[word]; slots != 0 && count < ticks.Length;)
            {
                var first = BitMath.LowestBit(slots);
                var length = Math.Min(BitMath.LowestBit(~(slots >> first)), ticks.Length - count);
                newest.AsSpan((word * WordSlots) + first, length).CopyTo(ticks[count..]);
                count += length;
                slots = first + length == WordSlots ? 0 : slots & (ulong.MaxValue << (first + length));
            }
        }

        return count;
    }

    /// <summary>The newest tick that something was told of a slot for, as present or as gone.</summary>
    public Tick NewestAt(int slot) => slot < SlotCount ? newest[slot] : Tick.Zero;

    /// <summary>Whether an entity was told of last in a slot, rather than that there is none.</summary>
    public bool IsPresentAt(int slot) => slot < SlotCount && (present[slot / WordSlots] >> (slot % WordSlots) & 1) != 0;

    /// <summary>
    /// Takes in a state. It is news unless a newer one of the slot is held (rule 1), and goes into the history either way: it was
    /// acknowledged, so the server may lean on it. Returns whether it was news.
    /// </summary>
    public bool Store(int slot, Tick tick, EntityHead head, ReadOnlySpan<int> row)
    {
        EnsureSlots(slot + 1);
        top = tick > top ? tick : top;
        var isNews = tick > newest[slot] || !rules.Has(ExactnessRules.NewestTickWins);
        if (isNews)
        {
            newest[slot] = tick;
            Mark(slot, head.IsPresent);
        }

        if (head.IsPresent && (isNews || tick > PlaceOf(tick).TickAt(slot)))
        {
            PlaceOf(tick).Store(slot, tick, head, row);
        }

        return isNews;
    }

    /// <summary>The same for all that a datagram told of. Returns how many states were news.</summary>
    public int TakeIn(StagedTick staged)
    {
        var tick = staged.Place.Tick;
        EnsureSlots(staged.End);
        if (tick > top)
        {
            return TakeInNews(staged, tick);
        }

        var news = 0;
        for (var slot = 0; slot < staged.End; slot++)
        {
            if (staged.Place.TickAt(slot) == tick)
            {
                news += Store(slot, tick, staged.Place.HeadAt(slot), staged.Place.RowAt(slot)) ? 1 : 0;
            }
            else if (staged.HasLeft(slot))
            {
                news += Store(slot, tick, EntityHead.None, default) ? 1 : 0;
            }
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
        for (var begin = first; begin < end;)
        {
            var word = begin / WordSlots;
            var next = Math.Min(end, (word + 1) * WordSlots);
            var slots = present[word] & (ulong.MaxValue << (begin % WordSlots)) & (ulong.MaxValue >> ((word + 1) * WordSlots - next));
            sum = unchecked(sum + SumOf(word, slots));
            begin = next;
        }

        return sum;
    }

    public void Clear()
    {
        Array.Clear(newest, 0, newest.Length);
        Array.Clear(present, 0, present.Length);
        top = Tick.Zero;
        foreach (var held in ring)
        {
            held.Begin(Tick.Zero);
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

    // Newer than everything held: the staged place takes that of the ring, which gives what is still the newest of its slot along.
    private int TakeInNews(StagedTick staged, Tick tick)
    {
        top = tick;
        var index = tick.Number % (uint)ring.Length;
        var (place, old) = (staged.Place, ring[index]);
        var news = 0;
        for (var word = 0; word < present.Length; word++)
        {
            var (told, left) = (place.ToldAt(word), staged.LeftAt(word));
            for (var rest = old.FilledAt(word) & present[word] & ~(told | left); rest != 0; rest &= rest - 1)
            {
                var slot = (word * WordSlots) + BitMath.LowestBit(rest);
                if (old.TickAt(slot) == newest[slot])
                {
                    place.Keep(old, slot);
                }
            }

            present[word] = (present[word] | told) & ~left;
            news += BitMath.Count(told | left);
            if ((told | left) == ulong.MaxValue)
            {
                newest.AsSpan(word * WordSlots, WordSlots).Fill(tick);
                continue;
            }

            for (var rest = told | left; rest != 0; rest &= rest - 1)
            {
                newest[(word * WordSlots) + BitMath.LowestBit(rest)] = tick;
            }
        }

        ring[index] = staged.Exchange(old);
        (lastTick, lastPlace) = (tick, ring[index]);
        return news;
    }

    // Nearly all are of the newest tick, and so in one place.
    private ulong SumOf(int word, ulong slots)
    {
        var place = PlaceOf(top);
        var newestToo = slots & place.ToldAt(word);
        for (var rest = newestToo; rest != 0; rest &= rest - 1)
        {
            var at = BitMath.LowestBit(rest);
            newestToo ^= newest[(word * WordSlots) + at] == top ? 0 : 1UL << at;
        }

        var sum = newestToo == 0 ? 0 : place.SumOf(word, newestToo);
        for (var rest = slots & ~newestToo; rest != 0; rest &= rest - 1)
        {
            var slot = (word * WordSlots) + BitMath.LowestBit(rest);
            if (TryGetNewest(slot, out _, out var head, out var row))
            {
                sum = unchecked(sum + Mix.Row(slot, head.Bits, row));
            }
        }

        return sum;
    }

    private void Mark(int slot, bool isPresent)
    {
        var bit = 1UL << (slot % WordSlots);
        present[slot / WordSlots] = isPresent ? present[slot / WordSlots] | bit : present[slot / WordSlots] & ~bit;
    }

    private void EnsureSlots(int count)
    {
        if (count > newest.Length)
        {
            var capacity = Math.Max(WordSlots, BitMath.PowerOfTwoAtLeast(count));
            Array.Resize(ref newest, capacity);
            Array.Resize(ref present, capacity / WordSlots);
        }

        SlotCount = Math.Max(SlotCount, count);
    }
}
