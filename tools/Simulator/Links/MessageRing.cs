namespace GameServer.Tools.Simulator.Links;

/// <summary>A bounded first-in-first-out queue of byte messages that keeps its buffers, so that a steady flow allocates nothing.</summary>
internal sealed class MessageRing<TOwner>(int capacity)
    where TOwner : class
{
    private const int BufferBytesMin = 1200;

    private readonly Message[] cells = new Message[capacity];
    private readonly Stack<byte[]> free = new();
    private byte[]? lent;
    private long head;
    private long tail;

    internal int Count => (int)(tail - head);

    internal bool TryAdd(TOwner owner, MessageKind kind, ReadOnlySpan<byte> bytes)
    {
        if (Count == capacity)
        {
            return false;
        }

        var buffer = Rent(bytes.Length);
        bytes.CopyTo(buffer);
        cells[tail++ % capacity] = new Message(owner, kind, buffer, bytes.Length);
        return true;
    }

    /// <summary>The bytes are valid until the next is taken.</summary>
    internal bool TryTake(out Message message)
    {
        if (lent is not null)
        {
            free.Push(lent);
            lent = null;
        }

        if (Count == 0)
        {
            message = default;
            return false;
        }

        message = cells[head++ % capacity];
        lent = message.Buffer;
        return true;
    }

    private byte[] Rent(int length)
    {
        if (free.Count == 0)
        {
            // By doubling: a record of one more waiting must not cost garbage each time.
            for (var made = Math.Max(8, Count); made > 0; made--)
            {
                free.Push(new byte[BufferBytesMin]);
            }
        }

        var buffer = free.Pop();
        return buffer.Length >= length ? buffer : new byte[length];
    }

    internal readonly record struct Message(TOwner Owner, MessageKind Kind, byte[] Buffer, int Length)
    {
        internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
    }
}
