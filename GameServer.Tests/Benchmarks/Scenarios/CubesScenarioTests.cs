using System.Text.Json.Nodes;
using System.Xml.Linq;
using GameServer.Benchmarks.Processes;
using GameServer.Benchmarks.Scenarios;
using GameServer.Tests.Benchmarks.Cubes;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class CubesScenarioTests
{
    private SmallRecording recording = null!;

    [OneTimeSetUp]
    public void Record() => recording = new SmallRecording();

    [OneTimeTearDown]
    public void Forget() => recording.Dispose();

    [Test]
    public void EveryFrameWithABaselineIsMeasuredAndVerified()
    {
        var report = Run(new CubesOptions());
        Assert.That((int)report["frames"]!, Is.EqualTo(SmallRecording.Frames - 6));
        Assert.That((bool)report["verified"]!, Is.True);
        Assert.That((long)report["desyncs"]!, Is.Zero);
        Assert.That((int)report["baselineAge"]!, Is.EqualTo(6));
        Assert.That((double)report["kbitPerSecond"]!, Is.EqualTo((double)report["bytesPerFrame"]! * 60 * 8 / 1000).Within(0.01));
        Assert.That((double)report["encodeNsPerEntity"]!, Is.Positive);
        Assert.That((double)report["decodeNsPerEntity"]!, Is.Positive);
        Assert.That(report["peers"], Is.Null);
        Assert.That(report["ages"], Is.Null);
    }

    [Test]
    public void ModelIsLeftOutWhenAskedTo()
    {
        Assert.That((string?)Run(new CubesOptions())["model"], Is.EqualTo("cubes"));
        Assert.That((string?)Run(new CubesOptions { BuiltIn = true })["model"], Is.EqualTo("built-in"));
    }

    [Test]
    public void ComparisonNamesEachTechniqueWithItsFigures()
    {
        var peers = Run(new CubesOptions { Compare = true })["peers"]!.AsArray();
        Assert.That(peers.Select(static peer => (string)peer!["name"]!), Is.Unique.And.Contains("ours, model").And.Contains("whole state, MessagePack"));
        foreach (var peer in peers)
        {
            Assert.That((bool)peer!["verified"]!, Is.True, (string)peer["name"]!);
            Assert.That((double)peer["bytesPerFrame"]!, Is.Positive);
            Assert.That((double)peer["encodeNsPerEntity"]!, Is.Positive);
            Assert.That((double)peer["decodeNsPerEntity"]!, Is.Positive);
            Assert.That(peer["lossSafe"], Is.Not.Null);
        }
    }

    [Test]
    public void SeveralAgesAreListedRisingAndTheFirstNamedIsTheReports()
    {
        var report = Run(new CubesOptions { BaselineAges = [6, 2, 12] });
        var ages = report["ages"]!.AsArray();
        Assert.That(ages.Select(static at => (int)at!["baselineAge"]!), Is.EqualTo(new[] { 2, 6, 12 }));
        Assert.That(ages.Select(static at => (bool)at!["verified"]!), Has.All.True);
        Assert.That((double)report["bytesPerFrame"]!, Is.EqualTo((double)ages[1]!["bytesPerFrame"]!));
    }

    [Test]
    public void PlotIsAPictureWithALineForEachWay()
    {
        var file = Path.GetTempFileName();
        try
        {
            Run(new CubesOptions { BaselineAges = [1, 6], Plot = file });
            var svg = XDocument.Load(file).Root!;
            Assert.That(svg.Elements().Count(static e => e.Name.LocalName == "polyline"), Is.EqualTo(3));
            Assert.That(svg.Value, Does.Contain("bytes per frame").And.Contain("ticks of 16.7 ms").And.Contain("ours, model"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public void FileThatIsNoRecordingFailsTheScenario()
    {
        var file = typeof(CubesScenarioTests).Assembly.Location;
        Assert.That(() => CubesScenario.Run(new CubesOptions { Data = file }), Throws.TypeOf<ScenarioException>().With.Message.Contains("whole frames"));
    }

    [Test]
    public void RecordingShorterThanTheBaselinesAgeFailsTheScenario() =>
        Assert.That(() => Run(new CubesOptions { BaselineAges = [SmallRecording.Frames] }), Throws.TypeOf<ScenarioException>().With.Message.Contains("60 frames"));

    private JsonObject Run(CubesOptions options) => CubesScenario.Run(options with { Data = recording.Path, PeerWarmUp = TimeSpan.Zero });
}
