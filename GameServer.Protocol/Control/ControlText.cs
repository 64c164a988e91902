namespace GameServer.Protocol.Control;

/// <summary>What text a control message may carry. Pure; never allocates.</summary>
internal static class ControlText
{
    public static bool IsRoomName(string? text)
    {
        if (text is null || text.Length is < 1 or > ControlLimits.RoomNameCharsMax)
            return false;
        foreach (char c in text)
        {
            if (c is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-'))
                return false;
        }

        return true;
    }

    /// <summary>One line: no control characters, which would forge lines in a log or a chat window.</summary>
    public static bool IsLine(string? text, int charsMin, int charsMax)
    {
        if (text is null || text.Length < charsMin || text.Length > charsMax)
            return false;
        foreach (char c in text)
        {
            if (char.IsControl(c))
                return false;
        }

        return IsWellFormed(text);
    }

    /// <summary>Lines and anything else that UTF-8 can carry, bounded by its size there.</summary>
    public static bool IsDocument(string? text, int utf8BytesMax)
        => text is not null && text.Length <= utf8BytesMax && IsWellFormed(text) && ControlFields.CountUtf8Bytes(text) <= utf8BytesMax;

    /// <summary>Half a surrogate pair has no UTF-8; written, it would arrive as something else than was sent.</summary>
    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }
}
