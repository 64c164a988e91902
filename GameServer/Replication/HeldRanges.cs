using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// What is known of all of a client's slots, as ranges in rising order without gaps. Nearly every client has one fate for nearly
/// everything, so what happens to a datagram costs a step per range and not per entity. Owned by the room's thread.
/// </summary>
internal sealed class HeldRanges(History history, ExactnessRules rules)
{
    private HeldRange[] ranges = [];
    private HeldRange[] spare = [];
    private int count;
    private int spareCount;
    private ulong[] kept = [];
    private Tick oldestLoose;

    private enum Fate
    {
        Sent,
        Confirmed,
        Doubtful,
        Marked,
    }

    public ReadOnlySpan<HeldRange> All => ranges.AsSpan(0, count);

    /// <summary>Slots that are known of lie below.</summary>
    public int SlotCount => count == 0 ? 0 : ranges[count - 1].End;

    /// <summary>The hash of what was acknowledged.</summary>
    public ulong Hash { get; private set; }

    public int UncertainSlots { get; private set; }

    public void Clear()
    {
        var slots = SlotCount;
        count = 0;
        Hash = 0;
        UncertainSlots = 0;
        oldestLoose = Tick.Zero;
        Widen(slots);
    }

    /// <summary>Knows of more slots: nothing was told of those.</summary>
    public void Widen(int slots)
    {
        var end = SlotCount;
        if (slots > end)
        {
            spareCount = count;
            (spare, ranges) = (ranges, spare);
            Emit(new HeldRange { First = end, End = slots });
            Swap();
        }
    }

    /// <summary>What is known of one slot.</summary>
    public HeldRange At(int slot)
    {
        var index = IndexOf(slot);
        return index < count ? ranges[index] : default;
    }

    /// <summary>Notes that they were told of.</summary>
    public void Sent(SentDatagram datagram) => Apply(datagram, Fate.Sent, null);

    /// <summary>Notes that the client has taken in what was told.</summary>
    public void Confirm(SentDatagram datagram, SealedTick state) => Apply(datagram, Fate.Confirmed, state);

    /// <summary>Notes that the client may have taken in what was told, or not.</summary>
    public void Doubt(SentDatagram datagram) => Apply(datagram, Fate.Doubtful, null);

    /// <summary>Rule 6 for these slots: nothing up to the tick is a baseline, and what the client holds there is not known.</summary>
    public void Mark(SentDatagram slots) => Apply(slots, Fate.Marked, null);

    /// <summary>The sum of the hashes that a client holds in these slots; false while that is not known for certain.</summary>
    public bool TryHashOf(int first, int end, out ulong hash)
    {
        hash = 0;
        for (var i = IndexOf(first); i < count && ranges[i].First < end; i++)
        {
            ref readonly var range = ref ranges[i];
            if (range.IsUncertain || (range.IsPresent && !range.IsKept && !history.TryGet(range.Acked, out _)))
            {
                return false;
            }

            var part = range;
            (part.First, part.End) = (Math.Max(first, range.First), Math.Min(end, range.End));
            hash = unchecked(hash + HashOf(part));
        }

        return true;
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
        for (var i = 0; i < count; i++)
        {
            ref var range = ref ranges[i];
            if (!range.IsPresent || range.IsKept)
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

    // The first range that ends behind the slot.
    private int IndexOf(int slot)
    {
        int low = 0, high = count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ranges[middle].End <= slot ? (middle + 1, high) : (low, middle);
        }

        return low;
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

        for (var slot = range.First; slot < range.End; slot++)
        {
            kept[slot] = state.HashAt(slot);
        }
    }

    private void Apply(SentDatagram datagram, Fate fate, SealedTick? state)
    {
        if (IsCutBy(datagram.Runs))
        {
            ApplyAnew(datagram, fate, state);
            return;
        }

        var at = 0;
        foreach (var run in datagram.Runs)
        {
            for (; at < count && ranges[at].First < run.End; at++)
            {
                if (ranges[at].First >= run.First)
                {
                    Meet(ref ranges[at], fate, datagram, run.IsLeave, state);
                }
            }
        }

        JoinNeighbours();
    }

    // Nearly always a datagram tells of the same stretches as the one before.
    private bool IsCutBy(ReadOnlySpan<SentRun> runs)
    {
        var at = 0;
        foreach (var run in runs)
        {
            while (ranges[at].End <= run.First)
            {
                at++;
            }

            if (ranges[at].First < run.First)
            {
                return true;
            }

            while (ranges[at].End < run.End)
            {
                at++;
            }

            if (ranges[at].End > run.End)
            {
                return true;
            }
        }

        return false;
    }

    private void JoinNeighbours()
    {
        var last = 0;
        for (var i = 1; i < count; i++)
        {
            if (ranges[last].IsLike(ranges[i]))
            {
                ranges[last].End = ranges[i].End;
                ranges[last].Hash = unchecked(ranges[last].Hash + ranges[i].Hash);
            }
            else if (++last != i)
            {
                ranges[last] = ranges[i];
            }
        }

        count = count == 0 ? 0 : last + 1;
    }

    // Both lists rise, so one walk over both does for any number of runs.
    private void ApplyAnew(SentDatagram datagram, Fate fate, SealedTick? state)
    {
        spareCount = 0;
        var next = 0;
        var current = ranges[next++];
        foreach (var run in datagram.Runs)
        {
            while (current.End <= run.First)
            {
                Emit(current);
                current = ranges[next++];
            }

            if (current.First < run.First)
            {
                Emit(CutFront(ref current, run.First));
            }

            for (int end = run.First + run.Count; current.First < end;)
            {
                var isCut = current.End > end;
                var piece = isCut ? CutFront(ref current, end) : current;
                if (!isCut)
                {
                    current = next < count ? ranges[next++] : new HeldRange { First = current.End, End = current.End };
                }

                Meet(ref piece, fate, datagram, run.IsLeave, state);
                Emit(piece);
            }
        }

        Emit(current);
        while (next < count)
        {
            Emit(ranges[next++]);
        }

        Swap();
    }

    private void Swap()
    {
        (ranges, spare) = (spare, ranges);
        count = spareCount;
    }

    private void Emit(in HeldRange range)
    {
        if (range.Count == 0)
        {
            return;
        }

        if (spareCount > 0 && spare[spareCount - 1].IsLike(range))
        {
            ref var last = ref spare[spareCount - 1];
            last.End = range.End;
            last.Hash = unchecked(last.Hash + range.Hash);
            return;
        }

        if (spareCount == spare.Length)
        {
            Array.Resize(ref spare, Math.Max(4, spare.Length * 2));
        }

        spare[spareCount++] = range;
    }

    private HeldRange CutFront(ref HeldRange range, int end)
    {
        var front = range;
        front.End = end;
        front.Hash = HashOf(front);
        range.First = end;
        range.Hash = unchecked(range.Hash - front.Hash);
        return front;
    }

    private ulong HashOf(in HeldRange range)
    {
        if (!range.IsPresent)
        {
            return 0;
        }

        if (!range.IsKept)
        {
            return history.TryGet(range.Acked, out var state) ? state.HashOf(range.First, range.Count) : 0;
        }

        var sum = 0UL;
        for (var slot = range.First; slot < range.End; slot++)
        {
            sum = unchecked(sum + kept[slot]);
        }

        return sum;
    }

    private void Meet(ref HeldRange range, Fate fate, SentDatagram datagram, bool isLeave, SealedTick? state)
    {
        switch (fate)
        {
            case Fate.Sent:
                range.SentPresent = isLeave ? range.SentPresent : datagram.Tick;
                break;
            case Fate.Doubtful:
                Doubt(ref range, datagram.Tick);
                break;
            case Fate.Marked:
                range.Mark = datagram.Tick;
                Doubt(ref range, datagram.Tick);
                break;
            default:
                Confirm(ref range, datagram, isLeave ? null : state);
                break;
        }
    }

    private void Confirm(ref HeldRange range, SentDatagram datagram, SealedTick? state)
    {
        var tick = datagram.Tick;
        if (rules.Has(ExactnessRules.NewestTickWins) && tick <= range.Acked)
        {
            return; // Rule 1: the newest tick wins, on both ends.
        }

        if (range.IsUncertain && tick > range.Uncertain)
        {
            UncertainSlots -= range.Count;
        }

        // Rule 7: the sum is kept, for the history may have moved on when it has to be subtracted.
        var before = rules.Has(ExactnessRules.AckedHashIsKept) ? range.Hash : HashOf(range);
        range.Hash = state?.HashOf(range.First, range.Count) ?? 0;
        Hash = unchecked(Hash - before + range.Hash);
        range.Acked = tick;
        range.AckedBy = datagram.Sequence;
        range.IsPresent = state is not null;
        range.IsKept = false;

        // Once the history has passed the mark it says nothing any more, and would only keep neighbours apart.
        range.Mark = range.Mark > Tick.Zero && tick - range.Mark >= history.Length ? Tick.Zero : range.Mark;
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
