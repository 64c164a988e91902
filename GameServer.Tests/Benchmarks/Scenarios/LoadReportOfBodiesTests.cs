using System.Text.Json.Nodes;
using GameServer.Benchmarks.Scenarios;
using GameServer.Tools.Bots.Measuring;

namespace GameServer.Tests.Benchmarks.Scenarios;

/// <summary>250 bodies and an avatar, one client, ten seconds at 30 snapshots per second; a fifth of the rows moves.</summary>
internal sealed class LoadReportOfBodiesTests
{
    private static readonly JsonObject Before = Parse("""
        {"monotonicNs":1000000000,"rooms":[{"id":1,"ticks":60,"tickBegunNs":1000000000,"players":1,"shedding":"none","timeRate":1}],"ticks":60,"lateTicks":0,"ticksSkipped":0,"sheddingStepsTaken":0,"sheddingStepsGivenBack":0,"inputs":{"datagrams":0,"droppedByInbox":0,"refusedByInbox":0},"replicationNs":0,"codesEncoded":0,"records":0,"wholeRecords":0,"snapshots":0,"snapshotDatagrams":0,"acks":0,"hashChecks":0,
         "desyncs":0,"deferred":0,"rowsSeen":251,"rowsMoved":51,"transport":{"kernelDrops":0,"sendErrors":0,"bytesSent":0},"gc":{"gen0":0,"gen1":0,"gen2":0,"pauseMs":0},"rssBytes":1,"cpuSeconds":1,"allocatedBytes":0,"allocatedBytesAfter":0}
        """);

    private static readonly JsonObject After = Parse("""
        {"monotonicNs":11000000000,"rooms":[{"id":1,"ticks":660,"tickBegunNs":11000000000,"players":1,"shedding":"none","timeRate":1}],"ticks":660,"lateTicks":0,"ticksSkipped":0,"sheddingStepsTaken":0,"sheddingStepsGivenBack":0,"inputs":{"datagrams":0,"droppedByInbox":0,"refusedByInbox":0},"replicationNs":1,"codesEncoded":1,"records":75300,"wholeRecords":0,"snapshots":300,"snapshotDatagrams":300,"acks":300,"hashChecks":300,
         "desyncs":0,"deferred":0,"rowsSeen":75551,"rowsMoved":15111,"transport":{"kernelDrops":0,"sendErrors":0,"bytesSent":100000},"gc":{"gen0":0,"gen1":0,"gen2":0,"pauseMs":0},"rssBytes":1,"cpuSeconds":1.5,"allocatedBytes":0,"allocatedBytesAfter":0}
        """);

    private static readonly JsonObject Bots = Parse("""
        {"clients":1,"decodingClients":1,"connected":1,"seconds":10,"snapshotsPerSecondPerClient":{"mean":30,"min":30},"datagramsPerSecondPerClient":30,"datagramsSent":0,"datagramsReceived":0,"kernelDrops":0,"queueDrops":0,"sendErrors":0,"botsCpu":0.1,"frames":600,"lateFrames":0,
         "bytesPerSecondPerClient":{"mean":10000,"p99":10000},"bytesPerSecondPerClientUp":{"mean":1000},"entityUpdates":75300,"entityAgeTicks":{"p50":0,"p99":1,"max":2}}
        """);

    [TestCase("count", 250)]
    [TestCase("hz", 30)]
    [TestCase("clients", 1)]
    [TestCase("bytesPerSecondPerClient", 10000)]
    [TestCase("wireBytesPerSecondPerClient", 10840)]
    [TestCase("movingShare", 0.2)]
    [TestCase("bytesPerMovingBody", 6.6401)]
    [TestCase("bytesPerEntityUpdate", 1.328)]
    [TestCase("serverCpu", 0.05)]
    public void FiguresAreThoseOfTheWindow(string field, double expected) =>
        Assert.That(Build()[field]!.AsValue().TryGetValue(out int whole) ? whole : (double)Build()[field]!, Is.EqualTo(expected).Within(1e-4));

    private static JsonObject Build() =>
        new LoadReport(LoadOptions.Yard, new LoadWindow(Before, After, Bots, new Wakeups(Samples.OfTimes(digits: 2), 600, 0), null)).Build("commit");

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
