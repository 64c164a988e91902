using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using GameServer.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GameServer.Tests.Simulator.Planted;

/// <summary>One of the project's assemblies with a bug planted in it, loaded together with its own copies of all the others.</summary>
internal sealed partial class MutatedAssembly : AssemblyLoadContext
{
    private const string GlobalUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview,
        preprocessorSymbols: ["NET", "NET10_0", "NET10_0_OR_GREATER", "NET9_0_OR_GREATER", "NET8_0_OR_GREATER", "NETCOREAPP", "RELEASE"]);

    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Whole = new();

    private readonly string name;
    private readonly byte[] image;

    private MutatedAssembly(string name, byte[] image)
        : base(isCollectible: true) => (this.name, this.image) = (name, image);

    /// <summary>Compiles a project with a bug in it.</summary>
    public static MutatedAssembly With(PlantedBug bug)
    {
        var compilation = Whole.GetOrAdd(bug.Project, static project => new Lazy<CSharpCompilation>(() => Compile(project))).Value;
        var path = Path.Combine(SourceTree.Root, bug.File);
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == path);
        var text = tree.GetText().ToString();
        Assert.That(text.Split(bug.Right), Has.Length.EqualTo(2), $"{bug.Name}: what it changes stands in {bug.File} exactly once");
        var mutated = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text.Replace(bug.Right, bug.Wrong, StringComparison.Ordinal), Parsing, path));
        using var image = new MemoryStream();
        var result = mutated.Emit(image);
        Assert.That(result.Success, Is.True, $"{bug.Name}: {string.Join('\n', result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Take(5))}");
        return new MutatedAssembly(compilation.AssemblyName!, image.ToArray());
    }

    /// <summary>Plays seeds with it until a checker speaks; what it said, or null.</summary>
    public string? Hunt(ulong first, ulong last, double minutes, int players, string profile)
    {
        var hunt = LoadFromAssemblyName(new AssemblyName("GameServer.Tools.Simulator")).GetType("GameServer.Tools.Simulator.Runs.Hunt", throwOnError: true)!;
        return (string?)hunt.GetMethod("Find")!.Invoke(null, [first, last, minutes, players, profile]);
    }

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == name ? LoadFromStream(new MemoryStream(image))
        : assemblyName.Name!.StartsWith("GameServer", StringComparison.Ordinal) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll"))
        : null;

    private static CSharpCompilation Compile(string project)
    {
        var folder = Path.Combine(SourceTree.Root, project);
        var friends = new[] { "GameServer.Protocol", "GameServer", "GameServer.Client", "GameServer.Games.Arena", "GameServer.Games.Bodies", "GameServer.Tools.Simulator", "GameServer.Tests", "GameServer.Benchmarks" };
        var visible = string.Concat(friends.Select(static f => $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{f}\")]\n"));
        var trees = SourceTree.SourceFiles(folder).Select(static f => CSharpSyntaxTree.ParseText(WithoutGenerators(File.ReadAllText(f)), Parsing, f));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(p => Path.GetFileNameWithoutExtension(p) != project).Select(static p => MetadataReference.CreateFromFile(p));
        return CSharpCompilation.Create(project, [.. trees, CSharpSyntaxTree.ParseText(GlobalUsings + visible, Parsing)], platform,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
    }

    // What the logging generator would write logs nothing here, and calls into the system are imported as the runtime does it by itself.
    private static string WithoutGenerators(string text) =>
        text.Contains("[LoggerMessage", StringComparison.Ordinal) ? PartialMethod().Replace(LoggerAttribute().Replace(text, ""), "static void $1($2) { }")
        : text.Contains("[LibraryImport", StringComparison.Ordinal) ? text.Replace("[LibraryImport", "[DllImport", StringComparison.Ordinal).Replace("static partial int", "static extern int", StringComparison.Ordinal).Replace("static partial nint", "static extern nint", StringComparison.Ordinal)
        : text;

    [GeneratedRegex("""\[LoggerMessage\((?:"(?:[^"\\]|\\.)*"|[^")])*\)\]""")]
    private static partial Regex LoggerAttribute();

    [GeneratedRegex("""static partial void (\w+)\(([^;]*)\);""")]
    private static partial Regex PartialMethod();
}
