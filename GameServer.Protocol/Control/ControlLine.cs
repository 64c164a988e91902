using System.Text;

namespace GameServer.Protocol.Control;

/// <summary>Makes a line that a control message may carry out of any text. Pure.</summary>
public static class ControlLine
{
    private const char Substitute = '?';

    /// <summary>The text if it may be carried; else cut to its first characters, with a question mark for each that may not.</summary>
    /// <param name="text">Any text, well-formed or not.</param>
    /// <param name="charsMax">Most chars of the line, 0 or more.</param>
    public static string Of(string text, int charsMax)
    {
        if (ControlText.IsLine(text, 0, charsMax))
        {
            return text;
        }

        var line = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var units = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            var character = text.Substring(i, units);
            if (line.Length + units > charsMax)
            {
                break;
            }

            line.Append(ControlText.IsLine(character, 1, units) ? character : Substitute.ToString());
            i += units;
        }

        return line.ToString();
    }
}
