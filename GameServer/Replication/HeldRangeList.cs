namespace GameServer.Replication;

/// <summary>Ranges of slots in rising order without gaps; neighbours about which the same is known are one. Owned by the room's thread.</summary>
internal sealed class HeldRangeList
{
    private HeldRange[] items = [];

    public int Count { get; private set; }

    public Span<HeldRange> All => items.AsSpan(0, Count);

    /// <summary>Slots that are known of lie below.</summary>
    public int SlotCount => Count == 0 ? 0 : items[Count - 1].End;

    public ref HeldRange this[int index] => ref items[index];

    public void Clear() => Count = 0;

    /// <summary>What is known of one slot.</summary>
    public HeldRange At(int slot)
    {
        var index = IndexOf(slot);
        return index < Count ? items[index] : default;
    }

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
        if (range.Count == 0)
        {
            return;
        }

        if (Count > 0 && items[Count - 1].IsLike(range))
        {
            ref var last = ref items[Count - 1];
            last.End = range.End;
            last.Hash = unchecked(last.Hash + range.Hash);
            return;
        }

        if (Count == items.Length)
        {
            Array.Resize(ref items, Math.Max(4, items.Length * 2));
        }

        items[Count++] = range;
    }

    public void JoinNeighbours()
    {
        var last = 0;
        for (var i = 1; i < Count; i++)
        {
            if (items[last].IsLike(items[i]))
            {
                items[last].End = items[i].End;
                items[last].Hash = unchecked(items[last].Hash + items[i].Hash);
            }
            else if (++last != i)
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
    }
}
