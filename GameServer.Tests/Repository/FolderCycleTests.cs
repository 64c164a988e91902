using System.Xml.Linq;

namespace GameServer.Tests.Repository;

internal sealed class FolderCycleTests
{
    private static IEnumerable<string> Projects => SourceTree.Projects().Select(SourceTree.Relative);

    [TestCaseSource(nameof(Projects))]
    public void FoldersOfAProjectFormLayers(string project)
    {
        var cycle = Graph(project).Cycle();
        Assert.That(cycle, Is.Null, $"{project} has a folder cycle: {cycle}");
    }

    [TestCaseSource(nameof(Projects))]
    public void NoFolderUsesTheRootOfItsProject(string project)
    {
        var uses = Graph(project).UsesOfRoot().ToArray();
        Assert.That(uses, Is.Empty, $"{project}: the root holds only the entry\n{string.Join('\n', uses)}");
    }

    [TestCaseSource(nameof(Projects))]
    public void NamespaceIsTheProjectsNameAndTheFolder(string project)
    {
        var root = RootNamespace(project);
        var wrong = Sources(project)
            .Select(s => (s.Path, Expected: string.Join('.', s.Path.Split('/')[..^1].Prepend(root)), Declared: Namespaces(s.Text)))
            .Where(static s => s.Declared.Any(n => n != s.Expected))
            .Select(static s => $"{s.Path}: {string.Join(", ", s.Declared)} should be {s.Expected}").ToArray();
        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    [Test]
    public void CycleIsPrintedAsAPathWithThePlaces()
    {
        var cycle = FolderGraph.Of("P",
        [
            ("A/One.cs", "namespace P.A; class One { B.Two? _two; }"),
            ("B/Two.cs", "using P.C; namespace P.B; class Two { int X => Three.Constant; }"),
            ("C/Three.cs", "namespace P.C; class Three { public const int Constant = 3; string S => nameof(P.A.One); }"),
            ("D/Four.cs", "namespace P.D; class Four { P.A.One? _one; }"),
        ]).Cycle();
        Assert.That(cycle, Does.StartWith("A -> B -> C -> A\n").And.Contain("B -> C: B/Two.cs(1) uses Three"));
    }

    [Test]
    public void LayersThatPointOneWayAreNoCycle()
    {
        var graph = FolderGraph.Of("P",
        [
            ("Program.cs", "namespace P; class Program { A.One? _one; B.Two? _two; }"),
            ("A/One.cs", "namespace P.A; class One { P.B.Two? _two; }"),
            ("A/Deep/Inner.cs", "namespace P.A.Deep; class Inner { One? _outer; }"),
            ("B/Two.cs", "namespace P.B; class Two { }"),
        ]);
        Assert.That(graph.EdgeCount, Is.EqualTo(3));
        Assert.That(graph.Cycle(), Is.Null);
        Assert.That(graph.UsesOfRoot(), Is.Empty);
    }

    [Test]
    public void TypeOfAnOuterNamespaceNeedsNoUsingAndIsSeen()
    {
        var graph = FolderGraph.Of("P",
        [
            ("Program.cs", "namespace P; class Program { A.One? _one; public static int Limit; }"),
            ("A/One.cs", "namespace P.A; class One { int X => Program.Limit; }"),
        ]);
        Assert.That(graph.Cycle(), Does.StartWith(". -> A -> ."));
        Assert.That(graph.UsesOfRoot(), Has.One.Items.And.Some.StartsWith("A -> .: A/One.cs(1)"));
    }

    private static FolderGraph Graph(string project)
    {
        var xml = XDocument.Load(Path.Combine(SourceTree.Root, project));
        var name = (string?)xml.Descendants("AssemblyName").FirstOrDefault() ?? Path.GetFileNameWithoutExtension(project);
        return FolderGraph.Of(name, Sources(project));
    }

    private static string RootNamespace(string project) =>
        (string?)XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants("RootNamespace").FirstOrDefault() ?? Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<(string Path, string Text)> Sources(string project)
    {
        var folder = Path.GetDirectoryName(Path.Combine(SourceTree.Root, project))!;
        return SourceTree.SourceFiles(folder).Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText(f)));
    }

    private static string[] Namespaces(string text) =>
        [.. text.Split('\n').Where(static l => l.StartsWith("namespace ", StringComparison.Ordinal)).Select(static l => l["namespace ".Length..].Trim().TrimEnd(';', ' ', '{'))];
}
