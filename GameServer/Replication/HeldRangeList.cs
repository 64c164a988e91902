namespace GameServer.Replication;

/// <summary>Ranges of slots in rising order without gaps; neighbours about which the same is known are one. Owned by the room's thread.</summary>
/// <param name="known">The slots that anything is known of; a range is of those between its ends.</param>
internal sealed class HeldRangeList(SlotSet known)
{
    private HeldRange[] items = [];

    public int Count { get; private set; }

    public SlotSet Known => known;

    public Span<HeldRange> All => items.AsSpan(0, Count);

    /// <summary>Slots that are known of lie below.</summary>
    public int SlotCount => Count == 0 ? 0 : items[Count - 1].End;

    public ref HeldRange this[int index] => ref items[index];

    /// <summary>Has no ranges any more. What is known of is the caller's to say.</summary>
    public void Clear() => Count = 0;

    /// <summary>What is known of one slot.</summary>
    public ref readonly HeldRange At(int slot) => ref known.Has(slot) ? ref items[IndexOf(slot)] : ref HeldRange.Nothing;

    /// <summary>The first range that ends behind the slot.</summary>
    public int IndexOf(int slot)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = items[middle].End <= slot ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Puts a range behind the last, which it goes on from.</summary>
    public void Add(in HeldRange range)
    {
        if (range.First == range.End || (Count > 0 && TryJoin(ref items[Count - 1], range)))
        {
            return;
        }

        if (Count == items.Length)
        {
            Array.Resize(ref items, Math.Max(16, items.Length * 2));
        }

        items[Count++] = range;
    }

    public void JoinNeighbours()
    {
        var last = 0;
        for (var i = 1; i < Count; i++)
        {
            if (!TryJoin(ref items[last], items[i]) && ++last != i)
            {
                items[last] = items[i];
            }
        }

        Count = Count == 0 ? 0 : last + 1;
    }

    public void CopyTo(HeldRangeList other)
    {
        if (other.items.Length < Count)
        {
            other.items = new HeldRange[items.Length];
        }

        All.CopyTo(other.items);
        other.Count = Count;
        known.CopyTo(other.Known);
    }

    // A stretch of which nothing is known goes with whatever is beside it.
    private static bool TryJoin(ref HeldRange last, in HeldRange next)
    {
        if (last.Count == 0)
        {
            var first = last.First;
            last = next;
            last.First = first;
            return true;
        }

        if (next.Count > 0 && !last.IsLike(next))
        {
            return false;
        }

        last.End = next.End;
        last.Count += next.Count;
        last.Hash = unchecked(last.Hash + next.Hash);
        return true;
    }
}
