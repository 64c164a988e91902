using System.Reflection;
using System.Xml.Linq;

namespace GameServer.Tests.Repository;

internal sealed class ProjectReferenceTests
{
    [Test]
    public void SimulationReferencesNoProjectAndNoRuntimePackage()
    {
        Assert.That(ProjectReferences("GameServer.Simulation/GameServer.Simulation.csproj"), Is.Empty);
        Assert.That(RuntimePackages("GameServer.Simulation/GameServer.Simulation.csproj"), Is.Empty);
        Assert.That(ForeignAssemblies("GameServer.Simulation"), Is.Empty);
    }

    [Test]
    public void ProtocolReferencesSimulationAlone() =>
        Assert.That(ProjectReferences("GameServer.Protocol/GameServer.Protocol.csproj"), Is.EqualTo(["GameServer.Simulation"]));

    [Test]
    public void ClientReferencesProtocolAlone() =>
        Assert.That(ProjectReferences("GameServer.Client/GameServer.Client.csproj"), Is.EqualTo(["GameServer.Protocol"]));

    [Test]
    public void SocketsReferencesNoProject() => Assert.That(ProjectReferences("GameServer.Sockets/GameServer.Sockets.csproj"), Is.Empty);

    [Test]
    public void BotsKnowTheServerByItsWireAlone() =>
        Assert.That(ProjectReferences("tools/Bots/Bots.csproj"), Is.EquivalentTo(Games().Select(Path.GetFileNameWithoutExtension).Append("GameServer.Client").Append("GameServer.Sockets")));

    [Test]
    public void ServerReferencesProtocolAndGamesButNeverTheClient()
    {
        var references = ProjectReferences("GameServer/GameServer.csproj");
        var games = Games().Select(Path.GetFileNameWithoutExtension);
        Assert.That(references, Does.Contain("GameServer.Protocol"));
        Assert.That(references.Except(games), Is.SubsetOf(new[] { "GameServer.Protocol", "GameServer.Simulation", "GameServer.Sockets" }));
    }

    [TestCaseSource(nameof(Games))]
    public void GameReferencesSimulationAlone(string game)
    {
        Assert.That(ProjectReferences(game), Is.EqualTo(["GameServer.Simulation"]));
        Assert.That(RuntimePackages(game), Is.Empty);
        Assert.That(ForeignAssemblies("GameServer.Games." + Path.GetFileNameWithoutExtension(game)), Is.SubsetOf(new[] { "GameServer.Simulation" }));
    }

    [Test]
    public void RepositoryHasAGame() => Assert.That(Games(), Is.Not.Empty);

    private static string[] Games() =>
        [.. SourceTree.Projects().Select(SourceTree.Relative).Where(static p => p.StartsWith("games/", StringComparison.Ordinal))];

    private static string[] ProjectReferences(string project) =>
        [.. Items(project, "ProjectReference").Select(static i => Path.GetFileNameWithoutExtension(((string)i.Attribute("Include")!).Replace('\\', '/')))];

    private static string[] RuntimePackages(string project) =>
        [.. Items(project, "PackageReference").Where(static i => (string?)i.Attribute("PrivateAssets") != "all").Select(static i => (string)i.Attribute("Include")!)];

    private static IEnumerable<XElement> Items(string project, string name) => XDocument.Load(Path.Combine(SourceTree.Root, project)).Descendants(name);

    // The compiled truth: whatever way a reference came in, an assembly that is used is listed here.
    private static string[] ForeignAssemblies(string assembly) =>
        [.. Assembly.Load(assembly).GetReferencedAssemblies().Select(static a => a.Name!).Where(static n => n != "netstandard" && !n.StartsWith("System.", StringComparison.Ordinal))];
}
