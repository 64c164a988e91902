using System.CommandLine;

namespace GameServer.Hosting;

/// <summary>Reads a server's command line into configuration keys. Judges words only; what values mean is the validator's business.</summary>
internal sealed class ServerCommandLine
{
    private readonly RootCommand root = new("An authoritative multiplayer game server. Each option is also a key of the section "
        + $"{GameServerOptions.Section} in appsettings.json, and an environment variable such as GAMESERVER__PORT.");

    private readonly Dictionary<Setting, Option> options = [];

    private readonly Option<string> config = new("--config") { HelpName = "FILE", Description = "a JSON file whose values replace those of appsettings.json" };

    public ServerCommandLine()
    {
        foreach (var setting in Setting.All)
        {
            Option option = setting.Value is null ? new Option<bool>(setting.Option) : new Option<string>(setting.Option) { HelpName = setting.Value };
            option.Description = setting.Meaning;
            options.Add(setting, option);
            root.Add(option);
        }

        root.Add(config);
    }

    /// <summary>
    /// The keys that were set and the file that was named. An exit code instead when help or the version was asked for and has
    /// been given. Throws <see cref="ConfigurationException"/> for words that it does not know.
    /// </summary>
    public int? Read(IReadOnlyList<string> words, out Dictionary<string, string?> values, out string? configFile)
    {
        var result = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        values = [];
        configFile = null;
        if (result.Errors.Count > 0)
        {
            throw new ConfigurationException(result.Errors[0].Message);
        }

        if (result.Action is { } action)
        {
            return result.Invoke();
        }

        configFile = result.GetValue(config);
        foreach (var (setting, option) in options)
        {
            if (result.GetResult(option) is { Implicit: false })
            {
                values.Add($"{GameServerOptions.Section}:{setting.Key}", option is Option<bool> flag ? result.GetValue(flag).ToString() : result.GetValue((Option<string>)option));
            }
        }

        return null;
    }
}
