using System.Security.Cryptography;
using System.Text;

namespace GameServer.Benchmarks.Processes;

/// <summary>The source tree that is measured: its commit, and programs published from it into a cache below the temporary folder.</summary>
internal sealed class Repository
{
    private static readonly string[] SourceEndings = [".cs", ".csproj", ".props", ".json", ".txt"];
    private static readonly string[] NotSource = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    private readonly string root;

    private Repository(string root) => this.root = root;

    /// <summary>The tree that the current folder, or this program, lies in; null when there is none.</summary>
    public static Repository? Find()
    {
        foreach (var start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "GameServer.sln")))
                {
                    return new Repository(folder.FullName);
                }
            }
        }

        return null;
    }

    /// <summary>The published server and bots, those named or those of this tree, and their commit. Throws <see cref="ScenarioException"/> without either.</summary>
    public static (string Server, string Bots, string Commit) ProgramsOr(string? serverDll, string? botsDll)
    {
        var repository = Find();
        if (repository is null && (serverDll is null || botsDll is null))
        {
            throw new ScenarioException("Run it inside the repository, or name --server-dll and --bots-dll.");
        }

        return (
            serverDll ?? repository!.Publish("GameServer", "GameServer.dll"),
            botsDll ?? repository!.Publish("tools/Bots", "GameServer.Tools.Bots.dll"),
            CommitHere());
    }

    /// <summary>The published server, the one named or that of this tree, and its commit. Throws <see cref="ScenarioException"/> without either.</summary>
    public static (string Server, string Commit) ServerOr(string? serverDll)
    {
        var repository = Find();
        var server = serverDll ?? repository?.Publish("GameServer", "GameServer.dll") ?? throw new ScenarioException("Run it inside the repository, or name --server-dll.");
        return (server, CommitHere());
    }

    /// <summary>The commit of the tree that this runs in; "unknown" outside of one.</summary>
    public static string CommitHere() => Find()?.Commit() ?? "unknown";

    /// <summary>The commit, marked when files differ from it; "unknown" where git cannot tell.</summary>
    public string Commit()
    {
        if (!Tool.TryRun("git", ["-C", root, "rev-parse", "HEAD"], out var commit) || !Tool.TryRun("git", ["-C", root, "status", "--porcelain"], out var changes))
        {
            return "unknown";
        }

        return changes.Trim().Length == 0 ? commit.Trim() : commit.Trim() + "-dirty";
    }

    /// <summary>The path of a program's release build as published; made once for each state of the sources.</summary>
    public string Publish(string project, string dll)
    {
        var cache = Path.Combine(Path.GetTempPath(), "gameserver-benchmarks", SourceKey());
        var folder = Path.Combine(cache, Path.GetFileName(project));
        if (!Directory.Exists(folder))
        {
            // Beside its final place first, so that one that was interrupted is never taken for whole.
            var unfinished = $"{folder}.{Environment.ProcessId}";
            string[] arguments =
            [
                "publish", Path.Combine(root, project), "-c", "Release", "-o", unfinished, "--artifacts-path", Path.Combine(cache, "build"), "-v", "q", "-nologo",
            ];
            if (!Tool.TryRun("dotnet", arguments, out var log))
            {
                throw new ScenarioException($"{project} could not be published: {log.Trim()}");
            }

            if (!Directory.Exists(folder))
            {
                Directory.Move(unfinished, folder);
            }
        }

        return Path.Combine(folder, dll);
    }

    private string SourceKey()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in SourceFiles(root).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(folder).Where(static file => SourceEndings.Contains(Path.GetExtension(file)))
            .Concat(Directory.EnumerateDirectories(folder)
                .Where(static child => Path.GetFileName(child) is var name && !name.StartsWith('.') && !NotSource.Contains(name) && !name.EndsWith("Tests", StringComparison.Ordinal))
                .SelectMany(SourceFiles));
}
