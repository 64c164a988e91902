using System.Text;

namespace GameServer.Protocol.Tokens;

/// <summary>Reads little-endian fields from a span. Total: past the end it gives zeros and nothing, and remembers it.</summary>
internal ref struct TokenReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Whether more was asked for than there is, or text was not UTF-8. What was read is then not to be used.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public readonly bool IsAtEnd => !HasFailed && Position == bytes.Length;

    public ulong ReadNumber(int size)
    {
        ReadOnlySpan<byte> field = ReadBytes(size);
        ulong value = 0;
        for (int i = field.Length - 1; i >= 0; i--)
            value = (value << 8) | field[i];
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes(int size)
    {
        if (HasFailed || size > bytes.Length - Position)
        {
            HasFailed = true;
            return default;
        }

        ReadOnlySpan<byte> field = bytes.Slice(Position, size);
        Position += size;
        return field;
    }

    /// <summary>A byte of length, then so many bytes.</summary>
    public ReadOnlySpan<byte> ReadBlob() => ReadBytes((int)ReadNumber(1));

    /// <summary>A byte of length, then so many bytes of UTF-8. The decoder repairs what is none, so the text must give the same bytes again.</summary>
    public string ReadText()
    {
        ReadOnlySpan<byte> utf8 = ReadBlob();
        string text = Encoding.UTF8.GetString(utf8);
        Span<byte> again = stackalloc byte[3 * byte.MaxValue];
        if (!again[..Encoding.UTF8.GetBytes(text, again)].SequenceEqual(utf8))
            HasFailed = true;
        return text;
    }
}
