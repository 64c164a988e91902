using System.Reflection;

namespace GameServer.Tests.Repository;

/// <summary>The repository's files as the tests of its own rules see them: sources only, nothing that a build wrote.</summary>
internal static class SourceTree
{
    private static readonly string[] NotSource = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];

    public static string Root { get; } = typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static a => a.Key == "RepositoryRoot").Value!.TrimEnd('/', '\\');

    public static IEnumerable<string> SourceFiles(string folder) => Files(folder).Where(static f => f.EndsWith(".cs", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Projects() => Files(Root).Where(static f => f.EndsWith(".csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>All files under a folder, without what builds, tools and hidden folders leave there.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return file;
        }

        foreach (var child in Directory.EnumerateDirectories(folder).Where(static d => IsSource(Path.GetFileName(d))))
        {
            foreach (var file in Files(child))
            {
                yield return file;
            }
        }
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsSource(string folderName) => !folderName.StartsWith('.') && !NotSource.Contains(folderName);
}
