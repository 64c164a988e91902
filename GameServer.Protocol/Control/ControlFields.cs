using System.Buffers;
using System.Text;
using MessagePack;

namespace GameServer.Protocol.Control;

/// <summary>
/// Field readers that are stricter than MessagePack's own: no nil, no text for bytes, no repaired UTF-8, nothing nested.
/// They throw what <see cref="ControlCodec"/> turns into a refusal. Never allocate more than the bytes that are really there call for.
/// </summary>
internal static class ControlFields
{
    // Throws on bytes that are not UTF-8. MessagePack's own decoder replaces them, so that two byte strings could become one name.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static int CountUtf8Bytes(string text) => StrictUtf8.GetByteCount(text);

    /// <summary>Enters the message's array; a reader knows exactly one number of fields.</summary>
    public static void ReadHeader(this ref MessagePackReader reader, int fields, MessagePackSerializerOptions options)
    {
        options.Security.DepthStep(ref reader);
        bool known = reader.NextMessagePackType == MessagePackType.Array && reader.ReadArrayHeader() == fields;
        if (!known)
            throw new ControlFormatException(ControlRefusal.Malformed);
    }

    public static ulong ReadWhole(this ref MessagePackReader reader)
    {
        reader.Expect(MessagePackType.Integer);
        return reader.ReadUInt64();
    }

    /// <summary>A number from 0 to <paramref name="max"/>. Negative ones leave MessagePack as an overflow, which is the same refusal.</summary>
    public static uint ReadWhole(this ref MessagePackReader reader, uint max)
    {
        ulong value = reader.ReadWhole();
        if (value > max)
            throw new ControlFormatException(ControlRefusal.OutOfRange);
        return (uint)value;
    }

    public static int ReadSigned(this ref MessagePackReader reader)
    {
        reader.Expect(MessagePackType.Integer);
        return reader.ReadInt32();
    }

    public static bool ReadFlag(this ref MessagePackReader reader)
    {
        reader.Expect(MessagePackType.Boolean);
        return reader.ReadBoolean();
    }

    public static string ReadText(this ref MessagePackReader reader)
    {
        reader.Expect(MessagePackType.String);
        if (!reader.TryReadStringSpan(out ReadOnlySpan<byte> utf8))
            throw new ControlFormatException(ControlRefusal.Malformed);
        return StrictUtf8.GetString(utf8);
    }

    public static byte[] ReadBlob(this ref MessagePackReader reader)
    {
        reader.Expect(MessagePackType.Binary);
        return reader.ReadBytes() is { } bytes ? bytes.ToArray() : throw new ControlFormatException(ControlRefusal.Malformed);
    }

    private static void Expect(this ref MessagePackReader reader, MessagePackType type)
    {
        MessagePackType found = reader.NextMessagePackType;
        if (found == type)
            return;
        bool nested = found is MessagePackType.Array or MessagePackType.Map;
        throw new ControlFormatException(nested ? ControlRefusal.Depth : ControlRefusal.Malformed);
    }
}
