using GameServer.Protocol.Bits;

namespace GameServer.Tests.Protocol.Snapshots;

/// <summary>Bits written down as text, the first on the wire first: what a person would do with paper and pencil.</summary>
internal static class BitText
{
    /// <summary>An unsigned number of so many bits.</summary>
    public static string U(int bits, uint value)
    {
        var text = "";
        for (var i = 0; i < bits; i++)
        {
            text += ((value >> i) & 1) != 0 ? '1' : '0';
        }

        return text;
    }

    /// <summary>The bytes that hold the bits of several fields one after the other, filled up with zeros.</summary>
    public static byte[] Bytes(IEnumerable<string> fields)
    {
        var bits = string.Concat(fields).Replace(" ", "", StringComparison.Ordinal);
        var bytes = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++)
        {
            bytes[i / 8] |= (byte)((bits[i] - '0') << (i % 8));
        }

        return bytes;
    }

    /// <summary>The bits of a finished datagram.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = "";
        for (var reader = new BitReader(bytes); reader.BitsLeft > 0;)
        {
            text += reader.ReadBit() ? '1' : '0';
        }

        return text;
    }
}
