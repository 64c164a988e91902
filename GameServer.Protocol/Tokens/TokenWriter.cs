using System.Text;

namespace GameServer.Protocol.Tokens;

/// <summary>Writes little-endian fields into a span that is long enough for fields which were checked before; throws if it is not.</summary>
internal ref struct TokenWriter(Span<byte> destination)
{
    private readonly Span<byte> destination = destination;

    /// <summary>Bytes written so far.</summary>
    public int Position { get; private set; }

    public void WriteNumber(ulong value, int size)
    {
        for (int i = 0; i < size; i++, value >>= 8)
            destination[Position++] = (byte)value;
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(destination[Position..]);
        Position += bytes.Length;
    }

    /// <summary>A byte of length, then the bytes; at most 255.</summary>
    public void WriteBlob(ReadOnlySpan<byte> bytes)
    {
        WriteNumber((ulong)bytes.Length, 1);
        WriteBytes(bytes);
    }

    /// <summary>A byte of length, then UTF-8; at most 255 bytes.</summary>
    public void WriteText(string text)
    {
        int length = Encoding.UTF8.GetBytes(text, destination[(Position + 1)..]);
        WriteNumber((ulong)length, 1);
        Position += length;
    }
}
