using System.Text;

namespace GameServer.Simulation.Schemas;

/// <summary>
/// At most 15 bytes of UTF-8 as a plain value: a name tag or a label that lives inside an entity struct. Longer text is cut
/// at a character boundary. 16 bytes in memory and, when it changes, on the wire.
/// </summary>
public readonly record struct ShortText
{
    /// <summary>The most UTF-8 bytes that fit.</summary>
    public const int BytesMax = 15;

    internal const int Words = 4;

    private readonly int word0;
    private readonly int word1;
    private readonly int word2;
    private readonly int word3;

    /// <summary>The first characters of <paramref name="text"/> that fit in <see cref="BytesMax"/> bytes.</summary>
    public ShortText(string text)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var used = 0;
        for (var i = 0; i < text.Length;)
        {
            var count = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            var part = text.AsSpan(i, count);
            var size = Encoding.UTF8.GetByteCount(part);
            if (used + size > BytesMax)
            {
                break;
            }

            used += Encoding.UTF8.GetBytes(part, bytes[(1 + used)..]);
            i += count;
        }

        bytes[0] = (byte)used;
        word0 = Word(bytes, 0);
        word1 = Word(bytes, 4);
        word2 = Word(bytes, 8);
        word3 = Word(bytes, 12);
    }

    internal ShortText(ReadOnlySpan<int> words) => (word0, word1, word2, word3) = (words[0], words[1], words[2], words[3]);

    internal void CopyTo(Span<int> words) => (words[0], words[1], words[2], words[3]) = (word0, word1, word2, word3);

    /// <summary>The text. Bytes that are not UTF-8 (a hostile sender's) come out as U+FFFD.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes, word0);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], word1);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], word2);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], word3);
        return Encoding.UTF8.GetString(bytes.Slice(1, Math.Min(bytes[0], (byte)BytesMax)));
    }

    private static int Word(ReadOnlySpan<byte> bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
}
