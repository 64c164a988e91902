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
            AddFile(builder, Path.GetFullPath(file), isOptional: false);
        }

        builder.AddEnvironmentVariables().AddInMemoryCollection(commandLine);
    }

    /// <summary>Reads the section into the options. Throws <see cref="ConfigurationException"/> for keys and values of the wrong kind.</summary>
    public static void Bind(IConfiguration section, GameServerOptions options)
    {
        RefuseUnknownKeys(section);
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

    private static void AddFile(IConfigurationBuilder builder, string path, bool isOptional)
    {
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
