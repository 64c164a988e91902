using System.Text.Json;
using System.Text.Json.Nodes;

namespace GameServer.Tools.Bots.Reporting;

/// <summary>Writes one JSON object to a file.</summary>
public static class JsonFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Whether there is a folder to write the file to: better asked before the measurement than after it.</summary>
    public static bool HasPlaceFor(string path) => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) && !Directory.Exists(path);

    /// <summary>Null when it was written, else one sentence why not.</summary>
    public static string? Write(string path, JsonObject json)
    {
        try
        {
            File.WriteAllText(path, json.ToJsonString(Indented) + "\n");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"The file {path} cannot be written.";
        }
    }
}
