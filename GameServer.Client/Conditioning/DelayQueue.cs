namespace GameServer.Client.Conditioning;

/// <summary>
/// Parcels in the order they are due, ties in the order they came: a binary heap with its own buffers, which it keeps, so that
/// a steady flow allocates nothing. Bounded. Owned by the link's thread.
/// </summary>
internal sealed class DelayQueue(int capacity, int smallBufferBytes)
{
    private readonly Stack<byte[]> _small = new();
    private readonly Stack<byte[]> _large = new();
    private Parcel[] _heap = new Parcel[16];
    private long _order;

    internal int Count { get; private set; }

    /// <summary>Copies the bytes in; false when the queue is at its bound.</summary>
    internal bool TryAdd(double due, ParcelKind kind, ReadOnlySpan<byte> bytes, out Span<byte> copy)
    {
        copy = default;
        if (Count == capacity)
        {
            return false;
        }

        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Math.Min(capacity, 2 * _heap.Length));
        }

        var buffer = Rent(bytes.Length);
        bytes.CopyTo(buffer);
        copy = buffer.AsSpan(0, bytes.Length);
        Rise(new Parcel(due, _order++, kind, buffer, bytes.Length), Count++);
        return true;
    }

    /// <summary>The first parcel that is due. The caller gives it back by <see cref="Recycle"/>.</summary>
    internal bool TryTake(double now, out Parcel parcel)
    {
        if (Count == 0 || _heap[0].Due > now)
        {
            parcel = default;
            return false;
        }

        parcel = _heap[0];
        var last = _heap[--Count];
        _heap[Count] = default;
        if (Count > 0)
        {
            Sink(last);
        }

        return true;
    }

    internal void Recycle(in Parcel parcel) => (parcel.Buffer.Length <= smallBufferBytes ? _small : _large).Push(parcel.Buffer);

    internal void Clear()
    {
        for (var i = 0; i < Count; i++)
        {
            Recycle(_heap[i]);
            _heap[i] = default;
        }

        Count = 0;
    }

    private byte[] Rent(int length)
    {
        if (length <= smallBufferBytes)
        {
            return _small.Count > 0 ? _small.Pop() : new byte[smallBufferBytes];
        }

        return _large.Count > 0 && _large.Peek().Length >= length ? _large.Pop() : new byte[length];
    }

    private void Rise(in Parcel parcel, int at)
    {
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!parcel.IsBefore(_heap[parent]))
            {
                break;
            }

            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = parcel;
    }

    private void Sink(in Parcel parcel)
    {
        var at = 0;
        for (var child = 1; child < Count; child = (2 * at) + 1)
        {
            if (child + 1 < Count && _heap[child + 1].IsBefore(_heap[child]))
            {
                child++;
            }

            if (!_heap[child].IsBefore(parcel))
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = parcel;
    }
}
