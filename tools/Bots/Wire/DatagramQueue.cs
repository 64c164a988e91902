using System.Buffers.Binary;

namespace GameServer.Tools.Bots.Wire;

/// <summary>
/// Datagrams that have come for one bot and wait for its frame, in native memory that somebody else owns. Bounded in bytes; what does not
/// fit is refused, as a full socket would. Emptied as a whole, so that the same few bytes are used again and again.
/// </summary>
internal sealed unsafe class DatagramQueue(byte* memory, int bytesMax)
{
    private const int LengthBytes = sizeof(ushort);

    private int written;
    private int read;

    /// <summary>Copies a datagram; false when there is no room for it.</summary>
    public bool TryAdd(ReadOnlySpan<byte> datagram)
    {
        var free = new Span<byte>(memory + written, bytesMax - written);
        if (free.Length < LengthBytes + datagram.Length)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(free, (ushort)datagram.Length);
        datagram.CopyTo(free[LengthBytes..]);
        written += LengthBytes + datagram.Length;
        return true;
    }

    /// <summary>Takes the oldest, which is good until the next <see cref="TryAdd"/>.</summary>
    public bool TryTake(out ReadOnlySpan<byte> datagram)
    {
        if (read == written)
        {
            datagram = default;
            Clear();
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16LittleEndian(new ReadOnlySpan<byte>(memory + read, LengthBytes));
        datagram = new ReadOnlySpan<byte>(memory + read + LengthBytes, length);
        read += LengthBytes + length;
        return true;
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear() => (written, read) = (0, 0);
}
