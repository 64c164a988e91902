using System.Text.Json.Nodes;
using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class ProfileReportTests
{
    [Test]
    public void PlayersThatAgreeAndStayBreakNoPromise() => Assert.That(Violations("N4", desyncs: 0, connected: 8, hashChecks: 100), Is.Zero);

    [TestCase("N4", 1, 8, 100)]
    [TestCase("N9", 0, 7, 100)]
    [TestCase("N10", 0, 7, 100)]
    [TestCase("N0", 0, 8, 0)]
    public void BrokenPromiseIsTold(string name, int desyncs, int connected, int hashChecks) =>
        Assert.That(Violations(name, desyncs, connected, hashChecks), Is.EqualTo(1));

    [Test]
    public void WhereNoHashCanBeComparedTheTableSaysNothingOfDesyncs()
    {
        Assert.That(Violations("N9", desyncs: 0, connected: 8, hashChecks: 0), Is.Zero);
        Assert.That(ProfilesTable.Of(new JsonObject { ["profiles"] = new JsonArray(Report("N9", 0, 8, 0)) }), Does.EndWith("| - | 3 | 8 |\n"));
    }

    [Test]
    public void FlippedBitsMayDesyncAtN10Alone() => Assert.That(Violations("N10", desyncs: 2, connected: 8, hashChecks: 100), Is.Zero);

    [Test]
    public void InputsCountAgainstTheTicksThatWantedOne() =>
        Assert.That((double)Report("N4", 0, 8, 100)["inputsAtTheirTick"]!, Is.EqualTo(0.9));

    [Test]
    public void TableHasALineForEachProfile()
    {
        var lines = ProfilesTable.Of(new JsonObject { ["profiles"] = new JsonArray(Report("N4", 0, 8, 100), Report("N9", 2, 8, 100)) }).TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(4));
        Assert.That(lines[2], Is.EqualTo("| N4 | 0.9000 | 1.5 | 250 | - / - | 500 / 600 | 0 | 3 | 8 |"));
        Assert.That(lines[3], Does.StartWith("| N9 ").And.Contain("| 2 | 3 | 8 |"));
    }

    private static int Violations(string name, int desyncs, int connected, int hashChecks) =>
        ((JsonArray)Report(name, desyncs, connected, hashChecks)["violations"]!).Count;

    private static JsonObject Report(string name, int desyncs, int connected, int hashChecks)
    {
        var row = Array.Find(ProfileRow.All, row => row.Name == name)!;
        var bots = new JsonObject
        {
            ["connected"] = connected,
            ["corrections"] = new JsonObject { ["mean"] = 1.5 },
            ["correctionMs"] = new JsonObject { ["p99"] = 250.0 },
            ["bytesPerSecondPerClient"] = new JsonObject { ["mean"] = 500.0 },
            ["bytesPerSecondPerClientUp"] = new JsonObject { ["mean"] = 600.0 },
            ["reconnects"] = 3,
            ["lateFrames"] = 0,
            ["frames"] = 900,
        };
        var window = new LoadWindow(AsRead(Server(0, 0, 0)), AsRead(Server(1, desyncs, hashChecks)), AsRead(bots), new Wakeups(Samples.OfTimes(digits: 2), 0, 0), null);
        return ProfileReport.Of(row, window, [], players: 8);
    }

    // Numbers of a report that was read are of no type yet.
    private static JsonObject AsRead(JsonObject made) => (JsonObject)JsonNode.Parse(made.ToJsonString())!;

    private static JsonObject Server(int times, int desyncs, int hashChecks) => new()
    {
        ["rooms"] = new JsonArray(),
        ["monotonicNs"] = times * 15_000_000_000.0,
        ["desyncs"] = desyncs,
        ["hashChecks"] = hashChecks,
        ["acks"] = hashChecks,
        ["records"] = times * 100,
        ["snapshots"] = times * 50,
        ["lateTicks"] = 0,
        ["inputs"] = new JsonObject { ["fresh"] = times * 900, ["repeated"] = times * 80, ["neutral"] = times * 20 },
    };
}
