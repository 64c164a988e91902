using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace GameServer.Hosting;

/// <summary>Where a server's configuration comes from, weakest first: appsettings.json, a named file, the environment, the command line.</summary>
internal static class ServerConfiguration
{
    /// <summary>Reads all of them. Throws <see cref="ConfigurationException"/> when a file cannot be read or a key is unknown.</summary>
    public static void Read(IConfigurationBuilder builder, string folder, string? file, IReadOnlyDictionary<string, string?> commandLine)
    {
        AddFile(builder, Path.Combine(folder, "appsettings.json"), isOptional: true);
        if (file is not null)
        {
            AddFile(builder, file.Length > 0 ? Path.GetFullPath(file) : throw new ConfigurationException("--config must name a file."), isOptional: false);
        }

        builder.AddEnvironmentVariables().AddInMemoryCollection(commandLine);
    }

    /// <summary>Reads the section into the options. Throws <see cref="ConfigurationException"/> for keys and values of the wrong kind.</summary>
    public static void Bind(IConfiguration section, GameServerOptions options)
    {
        RefuseUnknownKeys(section);
        foreach (var setting in Setting.All)
        {
            RefuseWrongKind(setting, section.GetSection(setting.Key));
        }

        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new ConfigurationException(exception.Message);
        }
    }

    // A misspelt key would be without effect and without a word.
    private static void RefuseUnknownKeys(IConfiguration section)
    {
        foreach (var child in section.GetChildren())
        {
            if (!Setting.All.Any(s => s.Key.Equals(child.Key, StringComparison.OrdinalIgnoreCase)))
            {
                throw new ConfigurationException($"There is no setting {GameServerOptions.Section}:{child.Key}; --help lists those there are.");
            }
        }
    }

    // Before the binder meets it: the binder would name types instead of what is allowed.
    private static void RefuseWrongKind(Setting setting, IConfigurationSection given)
    {
        var property = typeof(GameServerOptions).GetProperty(setting.Key)!;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isNumber = type == typeof(int) || type == typeof(double);
        if (!isNumber && type != typeof(bool) && type != typeof(string))
        {
            return;
        }

        if (given.GetChildren().Any())
        {
            throw new ConfigurationException($"{setting} must be one value, not a list or a group.");
        }

        if (given.Value is { } value && !IsOf(type, value))
        {
            throw new ConfigurationException(isNumber ? NoNumber(setting, property, value) : $"{setting} must be true or false, not \"{value}\".");
        }
    }

    private static bool IsOf(Type type, string value) =>
        type == typeof(int) ? int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
        : type == typeof(double) ? double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        : type != typeof(bool) || bool.TryParse(value, out _);

    // Only the validator knows the ranges, and it tells them when it is asked about a number that is far outside.
    private static string NoNumber(Setting setting, PropertyInfo property, string value)
    {
        const int Outside = int.MaxValue;
        var options = new GameServerOptions();
        property.SetValue(options, Convert.ChangeType(Outside, property.PropertyType, CultureInfo.InvariantCulture));
        var kind = property.PropertyType == typeof(double) ? "a number" : "a whole number";
        return OptionsValidator.Complaint(options) is { } sentence
            ? sentence.Replace(" must be ", $" must be {kind}, ", StringComparison.Ordinal).Replace($"not {Outside}", $"not \"{value}\"", StringComparison.Ordinal)
            : $"{setting} must be {kind}, not \"{value}\".";
    }

    private static void AddFile(IConfigurationBuilder builder, string path, bool isOptional)
    {
        if (Directory.Exists(path))
        {
            throw new ConfigurationException($"The configuration file {path} is a folder.");
        }

        try
        {
            // Nothing is read again while the server runs, so nothing watches the file.
            builder.AddJsonFile(path, isOptional, reloadOnChange: false);
        }
        catch (FileNotFoundException)
        {
            throw new ConfigurationException($"The configuration file {path} does not exist.");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The configuration file {path} cannot be read:", exception.GetBaseException());
        }
    }
}
