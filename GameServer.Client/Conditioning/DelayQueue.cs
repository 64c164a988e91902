namespace GameServer.Client.Conditioning;

/// <summary>
/// Parcels in the order they are due, ties in the order they came: a binary heap with its own buffers, which it keeps, so that
/// a steady flow allocates nothing. Bounded. Owned by the link's thread.
/// </summary>
internal sealed class DelayQueue(int capacity, int smallBufferBytes)
{
    private readonly Stack<byte[]> small = new();
    private readonly Stack<byte[]> large = new();
    private Parcel[] heap = new Parcel[16];
    private long order;

    internal int Count { get; private set; }

    /// <summary>When the first is due; infinite when there is none.</summary>
    internal double NextDue => Count == 0 ? double.PositiveInfinity : heap[0].Due;

    /// <summary>Copies the bytes in; false when the queue is at its bound.</summary>
    internal bool TryAdd(double due, ParcelKind kind, ReadOnlySpan<byte> bytes, out Span<byte> copy)
    {
        copy = default;
        if (Count == capacity)
        {
            return false;
        }

        if (Count == heap.Length)
        {
            Array.Resize(ref heap, Math.Min(capacity, 2 * heap.Length));
        }

        var buffer = Rent(bytes.Length);
        bytes.CopyTo(buffer);
        copy = buffer.AsSpan(0, bytes.Length);
        Rise(new Parcel(due, order++, kind, buffer, bytes.Length), Count++);
        return true;
    }

    /// <summary>The first parcel that is due. The caller gives it back by <see cref="Recycle"/>.</summary>
    internal bool TryTake(double now, out Parcel parcel)
    {
        if (Count == 0 || heap[0].Due > now)
        {
            parcel = default;
            return false;
        }

        parcel = heap[0];
        var last = heap[--Count];
        heap[Count] = default;
        if (Count > 0)
        {
            Sink(last);
        }

        return true;
    }

    internal void Recycle(in Parcel parcel) => (parcel.Buffer.Length <= smallBufferBytes ? small : large).Push(parcel.Buffer);

    internal void Clear()
    {
        for (var i = 0; i < Count; i++)
        {
            Recycle(heap[i]);
            heap[i] = default;
        }

        Count = 0;
    }

    private byte[] Rent(int length)
    {
        if (length <= smallBufferBytes)
        {
            if (small.Count == 0)
            {
                // By doubling: a record of one more under way must not cost garbage each time.
                for (var made = Math.Max(1, Count); made > 0; made--)
                {
                    small.Push(new byte[smallBufferBytes]);
                }
            }

            return small.Pop();
        }

        return large.Count > 0 && large.Peek().Length >= length ? large.Pop() : new byte[length];
    }

    private void Rise(in Parcel parcel, int at)
    {
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!parcel.IsBefore(heap[parent]))
            {
                break;
            }

            heap[at] = heap[parent];
            at = parent;
        }

        heap[at] = parcel;
    }

    private void Sink(in Parcel parcel)
    {
        var at = 0;
        for (var child = 1; child < Count; child = (2 * at) + 1)
        {
            if (child + 1 < Count && heap[child + 1].IsBefore(heap[child]))
            {
                child++;
            }

            if (!heap[child].IsBefore(parcel))
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = parcel;
    }
}
