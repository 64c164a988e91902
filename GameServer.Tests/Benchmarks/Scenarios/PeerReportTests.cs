using System.Text.Json.Nodes;
using GameServer.Benchmarks.Peers;
using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class PeerReportTests
{
    [TestCase("ratio.serverCpu", 2)]
    [TestCase("ratio.bytesPerSecondPerClient", 10)]
    [TestCase("ratio.snapshotAgeMsP50", 0.5)]
    [TestCase("ratio.snapshotAgeMsP99", 3)]
    [TestCase("players", 100)]
    [TestCase("rooms", 1)]
    [TestCase("patchHz", 20)]
    [TestCase("colyseus.serverCpu", 0.2)]
    [TestCase("ours.serverCpu", 0.1)]
    public void ARatioIsHowManyTimesOursThePeersIs(string path, double expected) =>
        Assert.That(LoadWindow.Value(JsonNode.Parse(Build(ourCpu: 0.1).ToJsonString())!, path), Is.EqualTo(expected).Within(1e-9));

    [TestCase("machine")]
    [TestCase("cores")]
    [TestCase("commit")]
    [TestCase("sealed")]
    [TestCase("versions")]
    public void WhatWasMeasuredOnWhatIsSaid(string field) => Assert.That(Build(ourCpu: 0.1)[field], Is.Not.Null);

    [Test]
    public void NothingIsAMultipleOfNothing() => Assert.That(Build(ourCpu: 0)["ratio"]!["serverCpu"], Is.Null);

    private static JsonObject Build(double ourCpu) => PeerReport.Build(
        new ColyseusOptions(),
        Side(0.2, 80_000, 4, 45),
        Side(ourCpu, 8_000, 8, 15),
        new JsonObject { ["node"] = "24.0.0" });

    private static JsonObject Side(double cpu, double bytes, double p50, double p99) => new()
    {
        ["commit"] = "c0ffee",
        ["sealed"] = false,
        ["serverCpu"] = cpu,
        ["bytesPerSecondPerClient"] = bytes,
        ["snapshotAgeMs"] = new JsonObject { ["p50"] = p50, ["p99"] = p99 },
    };
}
