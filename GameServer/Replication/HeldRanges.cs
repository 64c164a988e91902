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
    private HeldRangeList ranges = new();
    private HeldRangeList spare = new();
    private ulong[] kept = [];
    private Tick oldestLoose;

    private enum Fate
    {
        Sent,
        Confirmed,
        Doubtful,
    }

    public ReadOnlySpan<HeldRange> All => ranges.All;

    /// <summary>Slots that are known of lie below.</summary>
    public int SlotCount => ranges.SlotCount;

    /// <summary>The hash of what was acknowledged.</summary>
    public ulong Hash { get; private set; }

    public int UncertainSlots { get; private set; }

    public void Clear()
    {
        var slots = SlotCount;
        ranges.Clear();
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
            ranges.Add(new HeldRange { First = end, End = slots });
        }
    }

    /// <summary>What is known of one slot.</summary>
    public HeldRange At(int slot) => ranges.At(slot);

    /// <summary>Notes that they were told of.</summary>
    public void Sent(SentDatagram datagram) => Apply(datagram, Fate.Sent, null);

    /// <summary>Notes that the client has taken in what was told.</summary>
    public void Confirm(SentDatagram datagram, SealedTick state) => Apply(datagram, Fate.Confirmed, state);

    /// <summary>Notes that the client may have taken in what was told, or not.</summary>
    public void Doubt(SentDatagram datagram) => Apply(datagram, Fate.Doubtful, null);

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

    /// <summary>Rule 6: nothing up to the tick is a baseline, and what the client holds is not known.</summary>
    public void MarkAll(Tick now)
    {
        foreach (ref var range in ranges.All)
        {
            range.Mark = now;
            Doubt(ref range, now);
        }

        ranges.JoinNeighbours();
    }

    /// <summary>
    /// Rule 6 for some slots, in rising order. Of the others that counts which was acknowledged then and found to be right: what came after may have
    /// been decoded against what was wrong. Nothing is certain of anything until something newer is acknowledged.
    /// </summary>
    public void Mark(Tick now, ReadOnlySpan<SentRun> wrong, HeldRangeList then)
    {
        spare.Clear();
        (Hash, UncertainSlots, oldestLoose) = (0, 0, Tick.Zero);
        var next = 0;
        foreach (ref readonly var range in ranges.All)
        {
            for (var slot = range.First; slot < range.End; slot++)
            {
                next += next < wrong.Length && wrong[next].End <= slot ? 1 : 0;
                var isWrong = next < wrong.Length && wrong[next].First <= slot;
                var piece = then.At(slot);
                (piece.First, piece.End, piece.SentPresent, piece.Mark) = (slot, slot + 1, range.SentPresent, isWrong ? now : piece.Mark);
                piece.Uncertain = isWrong || piece.Acked > Tick.Zero || range.SentPresent > Tick.Zero ? now : Tick.Zero;
                piece.Hash = HashOf(piece);
                Hash = unchecked(Hash + piece.Hash);
                UncertainSlots += piece.IsUncertain ? 1 : 0;
                spare.Add(piece);
            }
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
            for (; at < ranges.Count && ranges[at].First < run.End; at++)
            {
                if (ranges[at].First >= run.First)
                {
                    Meet(ref ranges[at], fate, datagram, run.IsLeave, state);
                }
            }
        }

        ranges.JoinNeighbours();
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

    // Both lists rise, so one walk over both does for any number of runs.
    private void ApplyAnew(SentDatagram datagram, Fate fate, SealedTick? state)
    {
        spare.Clear();
        var next = 0;
        var current = ranges[next++];
        foreach (var run in datagram.Runs)
        {
            while (current.End <= run.First)
            {
                spare.Add(current);
                current = ranges[next++];
            }

            if (current.First < run.First)
            {
                spare.Add(CutFront(ref current, run.First));
            }

            for (int end = run.First + run.Count; current.First < end;)
            {
                var isCut = current.End > end;
                var piece = isCut ? CutFront(ref current, end) : current;
                if (!isCut)
                {
                    current = next < ranges.Count ? ranges[next++] : new HeldRange { First = current.End, End = current.End };
                }

                Meet(ref piece, fate, datagram, run.IsLeave, state);
                spare.Add(piece);
            }
        }

        spare.Add(current);
        while (next < ranges.Count)
        {
            spare.Add(ranges[next++]);
        }

        Swap();
    }

    private void Swap() => (ranges, spare) = (spare, ranges);

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
