using System.Globalization;
using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Benchmarks.Scenarios;

/// <summary>Ten quiet seconds and ten with 100 allocations each, of which two failed; 64 rooms tick all the while.</summary>
internal sealed class AllocateReportTests
{
    private static readonly JsonObject Quiet = Totals(connected: 1024, ticks: 1_000, late: 5, gen0: 1);
    private static readonly JsonObject Begin = Totals(connected: 1024, ticks: 39_400, late: 8, gen0: 2);
    private static readonly JsonObject End = Totals(connected: 1024, ticks: 77_800, late: 20, gen0: 9);

    [TestCase("connected", 1024)]
    [TestCase("allocations", 998)]
    [TestCase("errors", 2)]
    [TestCase("ticks", 38_400)]
    [TestCase("lateTicks", 12)]
    [TestCase("ticksQuiet", 38_400)]
    [TestCase("lateTicksQuiet", 3)]
    [TestCase("lateWakeups", 38.4)]
    [TestCase("allocationMs.p50", 1)]
    [TestCase("allocationMs.max", 4)]
    [TestCase("gc.gen0", 7)]
    [TestCase("tickMs.p99", 0.3)]
    [TestCase("repeats.requests", 10_000)]
    [TestCase("repeats.rooms", 1)]
    [TestCase("repeats.stillRunning", 7)]
    [TestCase("racing.rooms", 100)]
    [TestCase("racing.errors", 3)]
    [TestCase("racing.otherRooms", 0)]
    [TestCase("secondRooms", 0)]
    public void FiguresAreThoseOfTheWindow(string path, double expected)
    {
        JsonNode node = Report();
        foreach (var step in path.Split('.'))
        {
            node = node[step]!;
        }

        Assert.That(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture), Is.EqualTo(expected).Within(0.01));
    }

    [Test]
    public void OptionsStandBesideTheFigures()
    {
        var report = Report();
        Assert.That(((int)report["rooms"]!, (int)report["players"]!, (double)report["perSecond"]!, (double)report["seconds"]!), Is.EqualTo((64, 16, 100, 10)));
        Assert.That(((string?)report["scenario"], (string?)report["commit"], (bool)report["sealed"]!), Is.EqualTo(("allocate", "commit", false)));
    }

    [Test]
    public void TotalsWithoutANumberFailTheScenario() =>
        Assert.That(() => Report((JsonObject)JsonNode.Parse("""{"ticks":1}""")!), Throws.TypeOf<ScenarioException>().With.Message.Contains("lacks the number"));

    private static JsonObject Report(JsonObject? end = null)
    {
        var times = Samples.OfTimes(digits: 3);
        foreach (var ms in (int[])[1, 1, 4])
        {
            times.RecordTime(ms * 1_000_000L);
        }

        var control = new Wakeups(Samples.OfTimes(digits: 2), Count: 1_000, Late: 1);
        var window = new AllocateWindow(Quiet, Begin, end ?? End, control, times, Allocations: 998, Errors: 2, new AllocateAnswers(10_000, 1, 7, 0, 0), new AllocateAnswers(800, 100, 0, 3, 0), SecondRooms: 0);
        return new AllocateReport(new AllocateOptions(), window).Build("commit");
    }

    private static JsonObject Totals(int connected, int ticks, int late, int gen0) => (JsonObject)JsonNode.Parse(
        $$"""{"connected":{{connected}},"ticks":{{ticks}},"lateTicks":{{late}},"tickMs":{"p99":0.3},"tickLatenessMs":{"p99":0.5},"gc":{"gen0":{{gen0}},"gen1":0,"gen2":0,"pauseMs":0} }""")!;
}
