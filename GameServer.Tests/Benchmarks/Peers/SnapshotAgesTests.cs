using GameServer.Benchmarks.Peers;
using GameServer.Benchmarks.Processes;

namespace GameServer.Tests.Benchmarks.Peers;

internal sealed class SnapshotAgesTests
{
    private const long Ms = 1_000_000;
    private const long FrameNs = 16_666_667;

    // The same tick of two rooms, final at different times.
    private static readonly Row[] Stamps = [new(0, 7, 100 * Ms), new(1, 7, 104 * Ms), new(0, 8, 117 * Ms)];

    [TestCase(0, 7, 102, 2)]
    [TestCase(1, 7, 105, 1)]
    [TestCase(2, 8, 120, 3)]
    public void AgeCountsFromTheTicksEndInTheClientsRoom(int client, int tick, long time, double expected)
    {
        var ages = new SnapshotAges(Stamps, [new Row(client, tick, time * Ms)], rooms: 2, clients: 4);
        Assert.That(ages.AtDecoding.Percentile(50), Is.EqualTo(expected).Within(1).Percent);
    }

    [TestCase(0, 0.0)]
    [TestCase(1, 0.25)]
    [TestCase(3, 0.75)]
    public void AFrameIsTheNextOneOfThatClientsOwn(int client, double phase)
    {
        var end = 6 * FrameNs;
        var ages = new SnapshotAges([new Row(0, 7, end), new Row(1, 7, end)], [new Row(client, 7, end + Ms)], rooms: 2, clients: 4);
        var expected = (phase == 0 ? 1 : phase) * FrameNs / 1e6;
        Assert.That(ages.AtFrame.Percentile(50), Is.EqualTo(expected).Within(1).Percent);
    }

    [TestCase(0, 9, 120)]
    [TestCase(1, 8, 120)]
    [TestCase(0, 8, 116)]
    public void ATickThatTheRoomHadNotSimulatedFailsTheRun(int client, int tick, long time) =>
        Assert.That(() => new SnapshotAges(Stamps, [new Row(client, tick, time * Ms)], rooms: 2, clients: 2), Throws.TypeOf<ScenarioException>());
}
