using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GameServer.Tests.Repository;

/// <summary>Which first-level folder of a project uses which, from the symbols that the compiler resolves.</summary>
/// <remarks>The root is a folder too, named ".". A name counts from the file that uses it to the file that declares it, so neither
/// usings, aliases, nesting of namespaces nor inlined constants hide an edge.</remarks>
internal sealed class FolderGraph
{
    public const string Root = ".";

    private static readonly string[] Symbols = ["NET", "NET10_0", "NET10_0_OR_GREATER", "NET9_0_OR_GREATER", "NET8_0_OR_GREATER", "NETCOREAPP", "RELEASE"];

    // What ImplicitUsings adds to each project; the extra one is the test project's own.
    private const string GlobalUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks; global using NUnit.Framework;
        """;

    private static readonly Lazy<(string Name, MetadataReference Reference)[]> Platform = new(static () =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static p => (Path.GetFileNameWithoutExtension(p), (MetadataReference)MetadataReference.CreateFromFile(p)))]);

    private readonly SortedDictionary<string, SortedDictionary<string, string>> edges = new(StringComparer.Ordinal);

    public int EdgeCount => edges.Values.Sum(static e => e.Count);

    /// <summary>Reads a project's sources: path relative to the project's folder, and text.</summary>
    public static FolderGraph Of(string assemblyName, IEnumerable<(string Path, string Text)> sources)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, preprocessorSymbols: Symbols);
        var trees = sources.Select(s => CSharpSyntaxTree.ParseText(s.Text, options, s.Path)).ToArray();
        // The same assembly name keeps other projects' internals visible; its own compiled twin would be ambiguous.
        var compilation = CSharpCompilation.Create(assemblyName, [.. trees, CSharpSyntaxTree.ParseText(GlobalUsings, options)],
            Platform.Value.Where(r => r.Name != assemblyName).Select(static r => r.Reference),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var graph = new FolderGraph();
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                graph.Add(tree.FilePath, name, model.GetSymbolInfo(name));
            }
        }

        return graph;
    }

    /// <summary>The shortest cycle, or null. Each step tells one place that makes the edge.</summary>
    public string? Cycle() => edges.Keys.Select(Shortest).Where(static c => c is not null).OrderBy(static c => c!.Count)
        .Select(c => string.Join(" -> ", c!) + "\n" + string.Join('\n', c!.Zip(c!.Skip(1), (a, b) => $"  {a} -> {b}: {edges[a][b]}"))).FirstOrDefault();

    /// <summary>The edges from a folder back to the project's root, which holds only the entry.</summary>
    public IEnumerable<string> UsesOfRoot() => edges.Where(static e => e.Value.ContainsKey(Root)).Select(static e => $"{e.Key} -> {Root}: {e.Value[Root]}");

    private static string FolderOf(string path) => path.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? path[..slash] : Root;

    private void Add(string path, SimpleNameSyntax name, SymbolInfo info)
    {
        // A name that overload resolution could not decide (a generated member is missing) still names its candidates.
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (symbol is null or INamespaceSymbol)
        {
            return;
        }

        var from = FolderOf(path);
        foreach (var declaration in symbol.DeclaringSyntaxReferences)
        {
            var to = FolderOf(declaration.SyntaxTree.FilePath);
            if (to != from && declaration.SyntaxTree.FilePath.Length > 0)
            {
                var line = name.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                Edges(from).TryAdd(to, $"{path}({line}) uses {symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}");
            }
        }
    }

    private SortedDictionary<string, string> Edges(string from)
    {
        if (!this.edges.TryGetValue(from, out var edges))
        {
            this.edges.Add(from, edges = new SortedDictionary<string, string>(StringComparer.Ordinal));
        }

        return edges;
    }

    private List<string>? Shortest(string start)
    {
        var open = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>();
        while (open.TryDequeue(out var path))
        {
            if (!edges.TryGetValue(path[^1], out var next))
            {
                continue;
            }

            foreach (var folder in next.Keys)
            {
                if (folder == start)
                {
                    return [.. path, start];
                }

                if (seen.Add(folder))
                {
                    open.Enqueue([.. path, folder]);
                }
            }
        }

        return null;
    }
}
