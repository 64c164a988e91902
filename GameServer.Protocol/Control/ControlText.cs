using System.Globalization;

namespace GameServer.Protocol.Control;

/// <summary>What text a control message may carry. Pure; never allocates.</summary>
internal static class ControlText
{
    private const char ZeroWidthJoiner = '\u200D';
    private const char EmojiSelector = '\uFE0F';

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

    /// <summary>
    /// One line that reads as what it is: no control characters and line separators (Unicode Cc, Zl, Zp), which would forge lines
    /// in a log or a chat window, and no format characters (Cf), which are invisible or turn the direction, so that one name
    /// could pass for another. The zero-width joiner may stand between two emoji.
    /// </summary>
    public static bool IsLine(string? text, int charsMin, int charsMax)
    {
        if (text is null || text.Length < charsMin || text.Length > charsMax || !IsWellFormed(text))
            return false;
        for (int i = 0; i < text.Length; i += char.IsSurrogate(text[i]) ? 2 : 1)
        {
            if (IsUnseen(CharUnicodeInfo.GetUnicodeCategory(text, i)) && !JoinsEmoji(text, i))
                return false;
        }

        return true;
    }

    /// <summary>Lines and anything else that UTF-8 can carry, bounded by its size there.</summary>
    public static bool IsDocument(string? text, int utf8BytesMax)
        => text is not null && text.Length <= utf8BytesMax && IsWellFormed(text) && ControlFields.CountUtf8Bytes(text) <= utf8BytesMax;

    private static bool IsUnseen(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Behind an emoji, its skin tone or its variation selector, and before another emoji. Emoji are Unicode's other symbols.</summary>
    private static bool JoinsEmoji(string text, int at)
    {
        if (text[at] != ZeroWidthJoiner || at == 0 || at + 1 == text.Length)
            return false;
        int before = at > 1 && char.IsSurrogatePair(text[at - 2], text[at - 1]) ? at - 2 : at - 1;
        bool followsEmoji = text[before] == EmojiSelector
            || CharUnicodeInfo.GetUnicodeCategory(text, before) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
        return followsEmoji && CharUnicodeInfo.GetUnicodeCategory(text, at + 1) == UnicodeCategory.OtherSymbol;
    }

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
