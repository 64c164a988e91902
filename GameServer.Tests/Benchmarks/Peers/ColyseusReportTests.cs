using System.Text.Json.Nodes;
using GameServer.Benchmarks.Peers;
using GameServer.Benchmarks.Processes;
using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Peers;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ColyseusReportTests
{
    private const long Second = 1_000_000_000;
    private const int TicksPerSecond = 60;

    private readonly ColyseusOptions options = new() { Players = 2, Rooms = 2, PatchHz = 20, ClientProcesses = 2 };

    // Clients 0 and 2 play in room 0, the others in room 1; each process has two.
    private readonly List<JsonObject> processes = [Process(busy: 0.5), Process(busy: 0.7)];
    private readonly List<Row> stamps = [.. Ticks(room: 0), .. Ticks(room: 1)];
    private readonly List<Row> arrivals = [.. Enumerable.Range(0, 4).Select(static client => new Row(client, 100, TimeOf(100) + 2_000_000))];

    [TestCase("tickHz", 60)]
    [TestCase("snapshotsPerSecondPerClient.mean", 20)]
    [TestCase("snapshotsPerSecondPerClient.min", 19.9)]
    [TestCase("serverCpu", 0.25)]
    [TestCase("clientsCpu", 0.8)]
    [TestCase("clientsBusyShare", 0.7)]
    [TestCase("bytesPerSecondPerClient", 800)]
    [TestCase("bytesPerSecondPerClientUp", 300)]
    [TestCase("bytesPerEntityUpdate", 20)]
    [TestCase("connected", 4)]
    [TestCase("rssMb", 90)]
    [TestCase("tickGapMs.p50", 16.7)]
    [TestCase("decodingAgeMs.p99", 2)]
    public void FiguresAreOfTheWindow(string path, double expected) =>
        Assert.That(LoadWindow.Value(Build(), path), Is.EqualTo(expected).Within(1).Percent);

    [Test]
    public void ARunThatKeptItsPaceIsHeld()
    {
        Assert.That((bool)Build()["held"]!, Is.True);
        Assert.That((bool)Build()["clientsWereTheLimit"]!, Is.False);
        Assert.That((bool)Build()["sealed"]!, Is.False);
    }

    [Test]
    public void ClientsThatHadNoTimeLeftAreNamedAsTheLimit()
    {
        processes[1] = Process(busy: 0.95);
        Assert.That((bool)Build()["clientsWereTheLimit"]!, Is.True);
        Assert.That(Reasons(), Is.EqualTo(new[] { "the clients were the limit" }));
    }

    [Test]
    public void TheClientWithTheFewestSnapshotsDecides()
    {
        processes[0]["clients"]![1]!["snapshotsPerSecond"] = 15.0;
        Assert.That(Reasons(), Is.EqualTo(new[] { "a client got too few snapshots" }));
    }

    [Test]
    public void TheSlowestRoomDecides()
    {
        stamps.RemoveAll(static stamp => stamp.Who == 1 && stamp.Tick % 10 == 5);
        Assert.That(Reasons(), Is.EqualTo(new[] { "the tick rate fell" }));
    }

    [Test]
    public void OneClientThatDoesNotSeeEverybodyIsEnough()
    {
        processes[0]["clients"]![1]!["fightersSeen"] = 1.0;
        Assert.That(Reasons(), Is.EqualTo(new[] { "not everybody saw everybody" }));
    }

    [Test]
    public void AClientThatIsMissingFailsTheRun()
    {
        processes.RemoveAt(1);
        Assert.That(Build, Throws.TypeOf<ScenarioException>());
    }

    [Test]
    public void ClientsThatDecodedNothingFailTheRun()
    {
        arrivals.Clear();
        Assert.That(Build, Throws.TypeOf<ScenarioException>());
    }

    private static JsonObject Process(double busy)
    {
        var process = (JsonObject)JsonNode.Parse("""
            {"seconds":2,"cpuSeconds":0.8,"connected":2,"clients":[
             {"snapshotsPerSecond":20.1,"bytesPerSecond":790,"bytesPerSecondUp":300,"fightersSeen":2},
             {"snapshotsPerSecond":19.9,"bytesPerSecond":810,"bytesPerSecondUp":300,"fightersSeen":2}]}
            """)!;
        process["busyShare"] = busy;
        return process;
    }

    // Four seconds, of which the window has the middle two.
    private static IEnumerable<Row> Ticks(int room) => Enumerable.Range(1, 4 * TicksPerSecond).Select(tick => new Row(room, tick, TimeOf(tick)));

    private static long TimeOf(int tick) => (tick * Second / TicksPerSecond) + 1;

    private JsonObject Build() => new ColyseusReport(options, new ColyseusWindow(Second, 3 * Second, 0.5, 90_000_000, processes, stamps, arrivals)).Build();

    private string[] Reasons() => [.. Build()["notHeldBecause"]!.AsArray().Select(static reason => (string)reason!)];
}
