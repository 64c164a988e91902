namespace GameServer.Tests.Transport;

/// <summary>A bounded first-in-first-out queue of byte messages that keeps its buffers, so that a steady flow allocates nothing.</summary>
internal sealed class MessageRing<TOwner>(int capacity)
    where TOwner : class
{
    private readonly Message[] _cells = new Message[capacity];
    private long _head;
    private long _tail;

    internal int Count => (int)(_tail - _head);

    internal bool TryAdd(TOwner owner, MessageKind kind, ReadOnlySpan<byte> bytes)
    {
        if (Count == capacity)
        {
            return false;
        }

        ref var cell = ref _cells[_tail++ % capacity];
        if (cell.Buffer is null || cell.Buffer.Length < bytes.Length)
        {
            cell.Buffer = new byte[Math.Max(256, bytes.Length)];
        }

        bytes.CopyTo(cell.Buffer);
        cell.Length = bytes.Length;
        cell.Kind = kind;
        cell.Owner = owner;
        return true;
    }

    /// <summary>The bytes are valid until the cell is written again, a whole ring later.</summary>
    internal bool TryTake(out Message message)
    {
        if (Count == 0)
        {
            message = default;
            return false;
        }

        message = _cells[_head++ % capacity];
        return true;
    }

    internal struct Message
    {
        internal TOwner Owner;
        internal MessageKind Kind;
        internal byte[] Buffer;
        internal int Length;

        internal readonly ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);
    }
}
