using System.Text.Json.Nodes;
using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Benchmarks.Scenarios;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LoadReportTests
{
    private static readonly string[] Reserved =
    [
        "tickHz", "snapshotsPerSecondPerClient", "serverCpu", "botsCpu", "tickMs", "bytesPerSecondPerClient", "datagramsPerSecondPerClient", "bytesPerEntityUpdate",
        "nsPerEntityClient", "allocatedBytesPerTick", "gc", "snapshotAgeMs", "entityAgeTicks", "recordsPerSnapshot", "fullEntitySends", "hashChecks", "desyncs", "rssMb",
        "sealNsPerDatagram", "machine", "cores", "commit", "sealed",
    ];

    private readonly JsonObject before = Parse("""
        {"monotonicNs":1000000000,"rooms":[{"id":7,"ticks":100,"tickBegunNs":1000000000,"players":100,"shedding":"none","timeRate":1}],"ticks":100,"lateTicks":0,"ticksSkipped":0,"sheddingStepsTaken":0,"sheddingStepsGivenBack":0,"inputs":{"datagrams":0,"droppedByInbox":0,"refusedByInbox":0},"replicationNs":1000,"codesEncoded":100,"records":1000,"wholeRecords":500,"snapshots":100,"snapshotDatagrams":100,"acks":90,"hashChecks":80,
         "desyncs":0,"deferred":0,"transport":{"kernelDrops":0,"sendErrors":0,"bytesSent":5000},"gc":{"gen0":1,"gen1":0,"gen2":0,"pauseMs":2.5},"rssBytes":50000000,"cpuSeconds":1.0,
         "allocatedBytes":900,"allocatedBytesAfter":1000}
        """);

    private readonly JsonObject after = Parse("""
        {"monotonicNs":13000000000,"rooms":[{"id":7,"ticks":820,"tickBegunNs":13000000000,"players":100,"shedding":"none","timeRate":1}],"ticks":820,"lateTicks":2,"ticksSkipped":0,"sheddingStepsTaken":0,"sheddingStepsGivenBack":0,"inputs":{"datagrams":0,"droppedByInbox":0,"refusedByInbox":0},"replicationNs":73001000,"codesEncoded":146100,"records":7301000,"wholeRecords":504,"snapshots":73100,"snapshotDatagrams":109600,"acks":72000,
         "hashChecks":71000,"desyncs":0,"deferred":7,"tickMs":{"p50":0.3,"p99":1.0,"max":2.0},"tickLatenessMs":{"p50":0.01},"transport":{"kernelDrops":0,"sendErrors":0,"bytesSent":14605000},
         "gc":{"gen0":1,"gen1":0,"gen2":0,"pauseMs":2.5},"rssBytes":60000000,"cpuSeconds":2.2,"allocatedBytes":18280,"allocatedBytesAfter":19000}
        """);

    private readonly JsonObject bots = Parse("""
        {"clients":100,"decodingClients":100,"connected":100,"seconds":12,"snapshotsPerSecondPerClient":{"mean":60,"min":59.9},"datagramsPerSecondPerClient":60,"datagramsSent":0,"datagramsReceived":0,"kernelDrops":0,"queueDrops":0,"sendErrors":0,"botsCpu":0.12,"frames":72000,"lateFrames":10,
         "bytesPerSecondPerClient":{"mean":12000,"p99":12100,"max":12200},"bytesPerSecondPerClientUp":{"mean":1500},"entityUpdates":7300000,
         "snapshotAgeMs":{"p50":8,"p99":17,"p999":18},"entityAgeTicks":{"p50":0,"p99":1,"max":2},"inputWaitMs":{"p50":12}}
        """);

    [Test]
    public void EveryPromisedFieldIsThere()
    {
        var report = Build();
        Assert.That(Reserved.Where(field => report[field] is null), Is.Empty);
    }

    [TestCase("tickHz", 60)]
    [TestCase("serverCpu", 0.1)]
    [TestCase("nsPerEntityClient", 10)]
    [TestCase("recordsPerSnapshot", 100)]
    [TestCase("datagramsPerSnapshot", 1.5)]
    [TestCase("recordsPerCode", 50)]
    [TestCase("bytesPerEntityUpdate", 2)]
    [TestCase("fullEntitySends", 4)]
    [TestCase("hashChecks", 70920)]
    [TestCase("rssMb", 60)]
    [TestCase("sealNsPerDatagram", 0)]
    public void FiguresAreDifferencesOverTheWindow(string field, double expected) =>
        Assert.That((double)Build()[field]!, Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void ReportingItselfIsNotAnAllocationOfATick() =>
        Assert.That((double)Build()["allocatedBytesPerTick"]!, Is.EqualTo(24), "(18280 - 1000) / 720");

    [Test]
    public void WhatDidNotArriveIsInACounterOrSaidToBeMissing()
    {
        after["snapshotDatagrams"] = 73_100.0;
        after["inputs"]!["datagrams"] = 71_000.0;
        after["inputs"]!["droppedByInbox"] = 300.0;
        after["transport"]!["kernelDrops"] = 500.0;
        bots["datagramsSent"] = 72_000.0;
        bots["datagramsReceived"] = 72_900.0;
        bots["kernelDrops"] = 60.0;
        bots["queueDrops"] = 40.0;
        bots["sendErrors"] = 50.0;
        var report = Build();
        Assert.That(report["datagramsUp"]!.ToJsonString(), Is.EqualTo("""{"sent":72000,"received":71000,"lostAndCounted":850,"unaccountedShare":0.0021}"""));
        Assert.That(report["datagramsDown"]!.ToJsonString(), Is.EqualTo("""{"sent":73000,"received":72900,"lostAndCounted":100,"unaccountedShare":0}"""));
    }

    [Test]
    public void ARoomThatSlowedSaysSo()
    {
        after["rooms"]![0]!["timeRate"] = 0.75;
        after["rooms"]![0]!["shedding"] = "tempo";
        after["sheddingStepsTaken"] = 5.0;
        var report = Build();
        Assert.That(((double)report["timeRate"]!, report["shedding"]!.ToJsonString(), (double)report["sheddingStepsTaken"]!), Is.EqualTo((0.75, """{"tempo":1}""", 5.0)));
    }

    [Test]
    public void ACrowdThatKeepsItsPaceIsHeld()
    {
        var report = Build();
        Assert.That((bool)report["held"]!, Is.True);
        Assert.That(report["notHeldBecause"]!.AsArray(), Is.Empty);
    }

    [TestCase("snapshotsPerSecondPerClient", "min", 58.9, "a client got too few snapshots")]
    [TestCase("entityAgeTicks", "p99", 4, "entities were too old")]
    public void OnePlayerWhoSuffersIsEnough(string field, string part, double value, string reason)
    {
        bots[field]![part] = value;
        Assert.That(Reasons(), Is.EqualTo(new[] { reason }));
    }

    [TestCase("lateFrames", 1000, "the bots were the limit")]
    [TestCase("connected", 99, "players lost their seats")]
    public void BotsThatDidNotKeepUpHoldNothing(string field, double value, string reason)
    {
        bots[field] = value;
        Assert.That(Reasons(), Is.EqualTo(new[] { reason }));
    }

    [Test]
    public void ATickRateThatFellIsNotHeld()
    {
        after["rooms"]![0]!["ticks"] = 100 + (12 * 59.0);
        Assert.That(Reasons(), Is.EqualTo(new[] { "the tick rate fell" }));
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private JsonObject Build() =>
        new LoadReport(LoadOptions.Crowd, new LoadWindow(before, after, bots, new Wakeups(Samples.OfTimes(digits: 2), 720, 0), Samples.OfTimes(digits: 2))).Build("commit");

    private string[] Reasons() => [.. Build()["notHeldBecause"]!.AsArray().Select(static reason => (string)reason!)];
}
