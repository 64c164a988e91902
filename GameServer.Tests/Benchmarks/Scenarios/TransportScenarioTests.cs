using GameServer.Benchmarks.Datagrams;
using GameServer.Benchmarks.Scenarios;
using GameServer.Sockets;

namespace GameServer.Tests.Benchmarks.Scenarios;

[Category("RealUdp")]
[Platform("Linux")]
[NonParallelizable]
internal sealed class TransportScenarioTests
{
    [Test]
    public void SmallRunDeliversAllAndSaysEveryField()
    {
        var report = new TransportScenario(new TransportOptions { Clients = 64, Path = TransportPath.Batched, Seconds = 0.5, WarmUp = 0.5 }).Run();
        foreach (var field in new[] { "nsPerPacket", "limitNsPerPacket", "ratio", "serverCpu", "syscallsPerPacket" })
        {
            Assert.That(LoadWindow.Value(report, field), Is.GreaterThan(0), field);
        }

        Assert.That(LoadWindow.Value(report, "deliveredRatio"), Is.EqualTo(1));
        Assert.That(LoadWindow.Value(report, "latencyMs.p99"), Is.GreaterThanOrEqualTo(LoadWindow.Value(report, "latencyMs.p50")));
        Assert.That(report["cases"]!.AsArray().Select(static one => (bool)one!["sealed"]!), Is.EqualTo(new[] { false, true }));
        Assert.That((string?)report["path"], Is.EqualTo("batched"));
    }
}
