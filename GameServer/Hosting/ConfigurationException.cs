namespace GameServer.Hosting;

/// <summary>The server cannot start as it is configured. The message is one sentence for the operator; nothing has been started.</summary>
public sealed class ConfigurationException : Exception
{
    public ConfigurationException(string sentence)
        : base(OneSentence(sentence))
    {
    }

    /// <summary>With the sentence of what went wrong below, made presentable.</summary>
    internal ConfigurationException(string intent, Exception cause)
        : base(OneSentence(intent + " " + cause.Message), cause)
    {
    }

    // Other people's messages come with line breaks and with a parameter's name, which means nothing to an operator.
    private static string OneSentence(string text)
    {
        var parameter = text.IndexOf(" (Parameter '", StringComparison.Ordinal);
        var line = string.Join(' ', (parameter < 0 ? text : text[..parameter]).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return line.EndsWith('.') ? line : line + ".";
    }
}
