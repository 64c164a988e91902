namespace GameServer.Protocol.Tokens;

/// <summary>base64url without padding (RFC 4648, section 5), and one text for one value: leftover bits must be zero. Pure; reading is total.</summary>
internal static class Base64UrlText
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Allocates the text alone.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[CharsOf(TokenLimits.BytesMax)];
        text = bytes.Length <= TokenLimits.BytesMax ? text[..CharsOf(bytes.Length)] : new char[CharsOf(bytes.Length)];
        uint pending = 0;
        int pendingBits = 0;
        int at = 0;
        foreach (byte b in bytes)
        {
            pending = (pending << 8) | b;
            for (pendingBits += 8; pendingBits >= 6; pendingBits -= 6)
                text[at++] = Digits[(int)(pending >> (pendingBits - 6)) & 63];
        }

        if (pendingBits > 0)
            text[at] = Digits[(int)(pending << (6 - pendingBits)) & 63];
        return text.ToString();
    }

    /// <summary>Null when the text is none. Allocates the bytes alone: the caller bounds the length.</summary>
    public static byte[]? Decode(string text)
    {
        if (text.Length % 4 == 1)
            return null;
        var bytes = new byte[text.Length / 4 * 3 + (text.Length % 4 * 3 / 4)];
        uint pending = 0;
        int pendingBits = 0;
        int at = 0;
        foreach (char c in text)
        {
            int value = ValueOf(c);
            if (value < 0)
                return null;
            pending = (pending << 6) | (uint)value;
            pendingBits += 6;
            if (pendingBits < 8)
                continue;
            pendingBits -= 8;
            bytes[at++] = (byte)(pending >> pendingBits);
        }

        return (pending & ((1u << pendingBits) - 1)) == 0 ? bytes : null;
    }

    private static int CharsOf(int bytes) => ((bytes * 8) + 5) / 6;

    private static int ValueOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '-' => 62,
        '_' => 63,
        _ => -1,
    };
}
