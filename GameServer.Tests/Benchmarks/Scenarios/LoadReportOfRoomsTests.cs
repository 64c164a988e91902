using System.Text.Json.Nodes;
using GameServer.Benchmarks.Processes;
using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Benchmarks.Scenarios;

/// <summary>Three rooms of two players on two shards, ten seconds; a third of the bots decodes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LoadReportOfRoomsTests
{
    private static readonly string[] Reserved =
    [
        "rooms", "shards", "clients", "decodeShare", "decodingClients", "lateTicks", "lateWakeups", "lateTicksShare", "lateWakeupsShare", "lateTicksExcessShare",
        "playerTicksPerSecond", "tickLatenessMs", "controlLatenessMs", "spinLatenessMs", "spinSeconds", "ticksPerSecond",
    ];

    private readonly LoadOptions options = LoadOptions.ManyRooms with { Rooms = 3, Players = 2, Shards = 2 };
    private readonly Samples spinning = Samples.OfTimes(digits: 2);

    private readonly JsonObject before = Parse("""
        {"monotonicNs":1000000000,"rooms":[{"id":1,"ticks":60,"tickBegunNs":1000000000,"players":2,"shedding":"none","timeRate":1},{"id":9,"ticks":50,"tickBegunNs":1000000000,"players":2,"shedding":"none","timeRate":1},{"id":2,"ticks":40,"tickBegunNs":1000000000,"players":2,"shedding":"none","timeRate":1}],
         "ticks":150,"lateTicks":1,"ticksSkipped":0,"sheddingStepsTaken":0,"sheddingStepsGivenBack":0,"inputs":{"datagrams":0,"droppedByInbox":0,"refusedByInbox":0},"replicationNs":0,"codesEncoded":0,"records":0,"wholeRecords":0,"snapshots":0,"snapshotDatagrams":0,"acks":0,"hashChecks":0,"desyncs":0,"deferred":0,
         "transport":{"kernelDrops":0,"sendErrors":0,"bytesSent":0},"gc":{"gen0":0,"gen1":0,"gen2":0,"pauseMs":0},"rssBytes":1,"cpuSeconds":1.0,"allocatedBytes":0,"allocatedBytesAfter":0}
        """);

    private readonly JsonObject after = Parse("""
        {"monotonicNs":11000000000,"rooms":[{"id":9,"ticks":650,"tickBegunNs":11000000000,"players":2,"shedding":"none","timeRate":1},{"id":2,"ticks":640,"tickBegunNs":11000000000,"players":2,"shedding":"none","timeRate":1},{"id":1,"ticks":660,"tickBegunNs":11000000000,"players":2,"shedding":"none","timeRate":1}],
         "ticks":1950,"lateTicks":10,"ticksSkipped":0,"sheddingStepsTaken":0,"sheddingStepsGivenBack":0,"inputs":{"datagrams":0,"droppedByInbox":0,"refusedByInbox":0},"replicationNs":1,"codesEncoded":1,"records":1,"wholeRecords":0,"snapshots":1,"snapshotDatagrams":1,"acks":1,"hashChecks":1,"desyncs":0,"deferred":0,
         "tickMs":{"p50":0.3},"tickLatenessMs":{"p50":0.01,"p99":0.1,"p999":1.0},"transport":{"kernelDrops":0,"sendErrors":0,"bytesSent":18000},"gc":{"gen0":0,"gen1":0,"gen2":0,"pauseMs":0},
         "rssBytes":1,"cpuSeconds":2.0,"allocatedBytes":1800,"allocatedBytesAfter":1900}
        """);

    private readonly JsonObject bots = Parse("""
        {"clients":6,"decodingClients":2,"connected":6,"seconds":10,"snapshotsPerSecondPerClient":{"mean":30,"min":29.5},"datagramsPerSecondPerClient":30,"datagramsSent":0,"datagramsReceived":0,"kernelDrops":0,"queueDrops":0,"sendErrors":0,"botsCpu":0.1,
         "frames":3600,"lateFrames":0,"bytesPerSecondPerClient":{"mean":300,"p99":310,"max":320},"bytesPerSecondPerClientUp":{"mean":1500},"entityUpdates":1500,
         "snapshotAgeMs":{"p50":8,"p99":17,"p999":18},"entityAgeTicks":{"p50":1,"p99":2,"max":3},"inputWaitMs":{"p50":12}}
        """);

    [Test]
    public void EveryPromisedFieldIsThere()
    {
        var report = Build();
        Assert.That(Reserved.Where(field => report[field] is null), Is.Empty);
    }

    [Test]
    public void RoomsThatKeepTheirPaceAreHeld() => Assert.That(Reasons(), Is.Empty);

    [TestCase("tickHz", 60)]
    [TestCase("ticksPerSecond", 180)]
    [TestCase("playerTicksPerSecond", 360)]
    [TestCase("allocatedBytesPerTick", 1)]
    [TestCase("decodingClients", 2)]
    [TestCase("bytesPerEntityUpdate", 4, Description = "1800 bytes per second; 150 updates per second at a third of the bots are 450 at all")]
    public void FiguresAreOfAllRoomsTogether(string field, double expected) =>
        Assert.That((double)Build()[field]!, Is.EqualTo(expected).Within(1e-9));

    [TestCase("lateTicks", 9)]
    [TestCase("lateWakeups", 3.6, Description = "2 of 1000 wake-ups, of 1800 ticks")]
    [TestCase("lateTicksShare", 0.005)]
    [TestCase("lateWakeupsShare", 0.002)]
    [TestCase("lateTicksExcessShare", 0.003)]
    public void LateTicksStandBesideWhatTheMachineAloneMadeLate(string field, double expected) =>
        Assert.That((double)Build()[field]!, Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void ClientsAreThoseOfAllRooms() => Assert.That((int)Build()["clients"]!, Is.EqualTo(6));

    [Test]
    public void SpinningIsToldByItsPercentiles()
    {
        spinning.RecordTime(2_000_000);
        Assert.That((double)Build()["spinLatenessMs"]!["p999"]!, Is.EqualTo(2).Within(0.02));
    }

    [Test]
    public void OneRoomThatFellBehindIsEnough()
    {
        after["rooms"]![1]!["ticks"] = 40 + (10 * 59.4);
        Assert.That(Reasons(), Is.EqualTo(new[] { "the tick rate fell" }));
        Assert.That((double)Build()["tickHz"]!, Is.EqualTo(59.4));
    }

    [Test]
    public void ARoomThatIsGoneIsNotHeld()
    {
        after["rooms"]!.AsArray().RemoveAt(0);
        Assert.That(Reasons(), Is.EqualTo(new[] { "rooms were missing" }));
    }

    [Test]
    public void ARoomOfWhichTheBeginningKnewNothingCountsFromItsOwn()
    {
        after["rooms"]![0]!["id"] = 77.0;
        after["rooms"]![0]!["ticks"] = 300.0;
        Assert.That((double)Build()["tickHz"]!, Is.EqualTo(30));
    }

    [Test]
    public void OneClientBelow59SixtiethsOfItsSnapshotsIsEnough()
    {
        bots["snapshotsPerSecondPerClient"]!["min"] = 29.49;
        Assert.That(Reasons(), Is.EqualTo(new[] { "a client got too few snapshots" }));
    }

    [Test]
    public void EveryClientOfEveryRoomMustKeepItsSeat()
    {
        bots["connected"] = 5.0;
        Assert.That(Reasons(), Is.EqualTo(new[] { "players lost their seats" }));
    }

    [Test]
    public void AReportWithoutRoomsIsNone()
    {
        after.Remove("rooms");
        Assert.That(Build, Throws.TypeOf<ScenarioException>());
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private JsonObject Build() =>
        new LoadReport(options, new LoadWindow(before, after, bots, new Wakeups(Samples.OfTimes(digits: 2), Count: 1000, Late: 2), spinning)).Build("commit");

    private string[] Reasons() => [.. Build()["notHeldBecause"]!.AsArray().Select(static reason => (string)reason!)];
}
