using System.Text.Json.Nodes;
using GameServer.Benchmarks.Peers;

namespace GameServer.Tests.Benchmarks.Peers;

internal sealed class ColyseusPackagesTests
{
    private static readonly string[] Programs = ["clients.mjs", "movement.mjs", "package-lock.json", "package.json", "rows.mjs", "server.mjs", "state.mjs"];

    private static JsonNode Lock => JsonNode.Parse(Read("package-lock.json"))!;

    [Test]
    public void ProgramsAndLockFileLieBesideTheBenchmarks() =>
        Assert.That(Directory.EnumerateFiles(ColyseusPackages.Sources).Select(Path.GetFileName), Is.EquivalentTo(Programs));

    [Test]
    public void NoPackageIsTiedToAnAddressItOnceCameFrom() => Assert.That(Lock["packages"]!.AsObject().Where(static package => package.Value!["resolved"] is not null), Is.Empty);

    [Test]
    public void EveryPackageIsLockedByItsContent()
    {
        var packages = Lock["packages"]!.AsObject().Where(static package => package.Key.Length > 0).ToArray();
        Assert.That(packages, Is.Not.Empty);
        Assert.That(packages.Where(static package => package.Value!["integrity"] is null).Select(static package => package.Key), Is.Empty);
    }

    [TestCase("dependencies")]
    [TestCase("optionalDependencies")]
    public void VersionsAreNamedExactlyAndAreThoseLocked(string kind)
    {
        foreach (var (name, version) in JsonNode.Parse(Read("package.json"))![kind]!.AsObject())
        {
            Assert.That((string?)version, Is.EqualTo((string?)Lock["packages"]![$"node_modules/{name}"]!["version"]), name);
        }
    }

    [TestCase("v24.1.0\n", 24)]
    [TestCase("v9.0.0", 9)]
    [TestCase("", 0)]
    [TestCase("nothing", 0)]
    public void NodesMajorVersionIsReadFromWhatItSays(string text, int expected) => Assert.That(ColyseusPackages.Major(text), Is.EqualTo(expected));

    private static string Read(string file) => File.ReadAllText(Path.Combine(ColyseusPackages.Sources, file));
}
