using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// What is known of all of a client's slots, as ranges in rising order without gaps. Nearly every client has one fate for nearly
/// everything that it sees, so what happens to a datagram costs a step per range and 64 slots, not per entity. Owned by the room's thread.
/// </summary>
internal sealed class HeldRanges
{
    private readonly History history;
    private readonly ExactnessRules rules;
    private readonly SlotSet known = new();
    private HeldRangeList ranges;
    private HeldRangeList spare;
    private ulong[] kept = [];
    private Tick oldestLoose;

    public HeldRanges(History history, ExactnessRules rules)
    {
        (this.history, this.rules) = (history, rules);
        (ranges, spare) = (new HeldRangeList(known), new HeldRangeList(known));
    }

    private enum Fate
    {
        Sent,
        Confirmed,
        Doubtful,
    }

    public ReadOnlySpan<HeldRange> All => ranges.All;

    /// <summary>The slots that anything is known of. Of all others the client was never told, or it is certain that it has nothing there.</summary>
    public SlotSet Known => known;

    /// <summary>Slots that are known of lie below.</summary>
    public int SlotCount => ranges.SlotCount;

    /// <summary>The hash of what was acknowledged.</summary>
    public ulong Hash { get; private set; }

    public int UncertainSlots { get; private set; }

    public void Clear()
    {
        var slots = SlotCount;
        ranges.Clear();
        known.Clear();
        Hash = 0;
        UncertainSlots = 0;
        oldestLoose = Tick.Zero;
        Widen(slots);
    }

    /// <summary>Has place for more slots: nothing was told of those.</summary>
    public void Widen(int slots)
    {
        var end = SlotCount;
        if (slots > end)
        {
            ranges.Add(new HeldRange { First = end, End = slots });
        }
    }

    /// <summary>What is known of one slot.</summary>
    public ref readonly HeldRange At(int slot) => ref ranges.At(slot);

    /// <summary>Notes that they were told of.</summary>
    public void Sent(in SentDatagram datagram) => Apply(datagram, Fate.Sent, null);

    /// <summary>Notes that the client has taken in what was told.</summary>
    public void Confirm(in SentDatagram datagram, SealedTick state) => Apply(datagram, Fate.Confirmed, state);

    /// <summary>Notes that the client may have taken in what was told, or not.</summary>
    public void Doubt(in SentDatagram datagram) => Apply(datagram, Fate.Doubtful, null);

    /// <summary>Nothing more is known of slots that the client certainly has nothing in, so they keep no neighbours apart.</summary>
    /// <param name="oldestUnsettled">The fate of all datagrams before is known.</param>
    public void LeavePast(ulong oldestUnsettled)
    {
        var (now, isAny) = (history.Newest.Tick, false);
        foreach (ref var range in ranges.All)
        {
            if (range.Count > 0 && range.IsPast(oldestUnsettled) && (range.Mark == Tick.Zero || now - range.Mark >= history.Length))
            {
                known.RemoveRange(range.First, range.End);
                range.Count = 0;
                isAny = true;
            }
        }

        if (isAny)
        {
            ranges.JoinNeighbours();
        }
    }

    /// <summary>The sum of the hashes of what was acknowledged in these slots.</summary>
    public ulong HashOf(int first, int end)
    {
        var sum = 0UL;
        for (var i = ranges.IndexOf(first); i < ranges.Count && ranges[i].First < end; i++)
        {
            var part = ranges[i];
            (part.First, part.End) = (Math.Max(first, part.First), Math.Min(end, part.End));
            sum = unchecked(sum + HashOf(part));
        }

        return sum;
    }

    public void CopyTo(HeldRangeList copy) => ranges.CopyTo(copy);

    /// <summary>Rule 6: nothing up to the tick is a baseline, and what the client holds is not known, not even of slots that it was never told of.</summary>
    public void MarkAll(Tick now)
    {
        spare.Clear();
        foreach (var all in ranges.All)
        {
            var range = all;
            for (var slot = all.First; slot < all.End; slot = range.End)
            {
                var isKnown = known.Has(slot);
                range = isKnown ? all : default;
                (range.First, range.End) = (slot, isKnown ? known.NextNotFrom(slot, all.End) : known.NextFrom(slot, all.End));
                range.Count = range.End - slot;
                range.Hash = HashOf(range);
                range.Mark = now;
                range.Uncertain = now;
                known.AddRange(slot, range.End);
                spare.Add(range);
            }
        }

        UncertainSlots = SlotCount;
        Swap();
    }

    /// <summary>
    /// Rule 6 for some slots. Of the others that counts which was acknowledged then and found to be right: what came after may have
    /// been decoded against what was wrong. Nothing is certain of anything until something newer is acknowledged.
    /// </summary>
    public void Mark(Tick now, SlotSet wrong, HeldRangeList then)
    {
        spare.Clear();
        (Hash, UncertainSlots, oldestLoose) = (0, 0, Tick.Zero);
        for (var slot = 0; slot < SlotCount; slot++)
        {
            var (isWrong, piece) = (wrong.Has(slot), then.At(slot));
            piece.SentPresent = known.Has(slot) ? ranges.At(slot).SentPresent : piece.SentPresent;
            var isKnown = isWrong || known.Has(slot) || then.Known.Has(slot);
            (piece.First, piece.End, piece.Count, piece.Hash) = (slot, slot + 1, 0, 0);
            if (isKnown)
            {
                known.Add(slot);
                (piece.Count, piece.Mark, piece.Uncertain) = (1, isWrong ? now : piece.Mark, now);
                piece.Hash = HashOf(piece);
                Hash = unchecked(Hash + piece.Hash);
                UncertainSlots += piece.IsUncertain ? 1 : 0;
            }

            spare.Add(piece);
        }

        Swap();
    }

    /// <summary>
    /// Called before each tick: puts aside the hashes of rows that the history forgets with it (rule 7). There would be nothing to
    /// subtract otherwise when something newer is acknowledged.
    /// </summary>
    public void KeepHashes()
    {
        var newest = history.Newest.Tick;
        if (newest - oldestLoose < history.Length - 1 || !rules.Has(ExactnessRules.AckedHashIsKept))
        {
            return;
        }

        oldestLoose = newest;
        foreach (ref var range in ranges.All)
        {
            if (!range.IsPresent || range.IsKept || range.Count == 0)
            {
                continue;
            }

            if (newest - range.Acked >= history.Length - 1)
            {
                Keep(ref range);
            }
            else if (range.Acked < oldestLoose)
            {
                oldestLoose = range.Acked;
            }
        }
    }

    private void Keep(ref HeldRange range)
    {
        if (kept.Length < range.End)
        {
            Array.Resize(ref kept, BitMath.PowerOfTwoAtLeast(SlotCount));
        }

        range.IsKept = true;
        if (!history.TryGet(range.Acked, out var state))
        {
            Doubt(ref range, history.Newest.Tick);
            return;
        }

        for (var slot = known.NextFrom(range.First, range.End); slot < range.End; slot = known.NextFrom(slot + 1, range.End))
        {
            kept[slot] = state.HashAt(slot);
        }
    }

    // Nearly always a datagram tells of the same slots as the one before, and every range is met as a whole.
    private void Apply(in SentDatagram datagram, Fate fate, SealedTick? state)
    {
        var isOfAll = datagram.IsOf(known);
        for (var i = 0; i < ranges.Count; i++)
        {
            ref var range = ref ranges[i];
            var told = !isOfAll ? datagram.ToldOf(known, range.First, range.End) : range.Count > 0 ? Told.Present : Told.Nothing;
            if (told == Told.Mixed)
            {
                ApplyAnew(i, datagram, fate, state);
                return;
            }

            Meet(ref range, fate, told, datagram, state);
        }

        ranges.JoinNeighbours();
    }

    // Those before the first have met the datagram already.
    private void ApplyAnew(int first, in SentDatagram datagram, Fate fate, SealedTick? state)
    {
        spare.Clear();
        for (var i = 0; i < ranges.Count; i++)
        {
            var range = ranges[i];
            var told = i < first ? Told.Nothing : datagram.ToldOf(known, range.First, range.End);
            if (told == Told.Mixed)
            {
                Cut(range, datagram, fate, state);
                continue;
            }

            Meet(ref range, fate, told, datagram, state);
            spare.Add(range);
        }

        Swap();
    }

    private void Cut(HeldRange range, in SentDatagram datagram, Fate fate, SealedTick? state)
    {
        for (var word = range.First >> 6; word << 6 < range.End; word++)
        {
            var mask = SlotSet.Mask(word, range.First, range.End);
            ulong old = known.Word(word) & mask, present = datagram.Present.Word(word) & mask, gone = datagram.Gone.Word(word) & old;
            for (var rest = old | present; rest != 0;)
            {
                var lowest = rest & (0 - rest);
                var isKnown = (old & lowest) != 0;
                var told = (present & lowest) != 0 ? Told.Present : (gone & lowest) != 0 ? Told.Gone : Told.Nothing;
                var like = rest & (isKnown ? old : ~old) & (told == Told.Present ? present : told == Told.Gone ? gone : ~(present | gone));
                var others = rest & ~like;
                var taken = like & ((others & (0 - others)) - 1);
                rest &= ~taken;
                var end = rest == 0 ? Math.Min(range.End, (word + 1) << 6) : (word << 6) + BitMath.LowestBit(rest);
                var piece = isKnown ? range : default;
                (piece.First, piece.End, piece.Count) = (range.First, end, BitMath.Count(taken));
                piece.Hash = HashOf(piece);
                range.First = end;
                known.Add(word, taken);
                Meet(ref piece, fate, told, datagram, state);
                spare.Add(piece);
            }

            // Nothing of the rest of these 64 is known.
            var wordEnd = Math.Min(range.End, (word + 1) << 6);
            spare.Add(new HeldRange { First = range.First, End = wordEnd });
            range.First = Math.Max(range.First, wordEnd);
        }
    }

    private void Swap() => (ranges, spare) = (spare, ranges);

    private ulong HashOf(in HeldRange range)
    {
        if (!range.IsPresent)
        {
            return 0;
        }

        if (!range.IsKept)
        {
            return history.TryGet(range.Acked, out var state) ? HashOf(range, state) : 0;
        }

        var sum = 0UL;
        for (var slot = known.NextFrom(range.First, range.End); slot < range.End; slot = known.NextFrom(slot + 1, range.End))
        {
            sum = unchecked(sum + kept[slot]);
        }

        return sum;
    }

    private ulong HashOf(in HeldRange range, SealedTick state)
    {
        var sum = 0UL;
        for (var word = range.First >> 6; word << 6 < range.End; word++)
        {
            if (known.Word(word) is not 0 and var slots)
            {
                sum = unchecked(sum + state.HashOf(word, slots & SlotSet.Mask(word, range.First, range.End)));
            }
        }

        return sum;
    }

    private void Meet(ref HeldRange range, Fate fate, Told told, in SentDatagram datagram, SealedTick? state)
    {
        if (told == Told.Nothing)
        {
            return;
        }

        switch (fate)
        {
            case Fate.Sent:
                range.SentPresent = told == Told.Gone ? range.SentPresent : datagram.Tick;
                break;
            case Fate.Doubtful:
                Doubt(ref range, datagram.Tick);
                break;
            default:
                Confirm(ref range, datagram, told == Told.Gone ? null : state);
                break;
        }
    }

    private void Confirm(ref HeldRange range, in SentDatagram datagram, SealedTick? state)
    {
        var tick = datagram.Tick;
        if (rules.Has(ExactnessRules.NewestTickWins) && tick <= range.Acked)
        {
            return; // Rule 1: the newest tick wins, on both ends.
        }

        if (tick > range.Uncertain)
        {
            // The doubt is over, and would only keep neighbours apart.
            UncertainSlots -= range.IsUncertain ? range.Count : 0;
            range.Uncertain = Tick.Zero;
        }

        // Rule 7: the sum is kept, for the history may have moved on when it has to be subtracted.
        var before = rules.Has(ExactnessRules.AckedHashIsKept) ? range.Hash : HashOf(range);
        range.Hash = state is null ? 0 : HashOf(range, state);
        Hash = unchecked(Hash - before + range.Hash);
        range.Acked = tick;
        range.AckedBy = datagram.Sequence;
        range.IsPresent = state is not null;
        range.IsKept = false;

        // Once the history has passed the mark it says nothing any more, and would only keep neighbours apart.
        range.Mark = tick - range.Mark >= history.Length ? Tick.Zero : range.Mark;
        oldestLoose = tick < oldestLoose || oldestLoose == Tick.Zero ? tick : oldestLoose;
    }

    private void Doubt(ref HeldRange range, Tick tick)
    {
        if (tick < range.Acked || tick < range.Uncertain)
        {
            return;
        }

        if (!range.IsUncertain)
        {
            UncertainSlots += range.Count;
        }

        range.Uncertain = tick;
    }
}
