using System.Text.Json.Nodes;
using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

/// <summary>Small runs of the scenarios that watch single rooms: every process starts, every field is there. Their figures are no test's business.</summary>
[Category("RealUdp")]
[Platform("Linux")]
[NonParallelizable]
internal sealed class WatchedScenarioTests
{
    private static string ServerDll => typeof(GameServer.Hosting.ServerCommand).Assembly.Location;

    [Test]
    public void BadRoomsAreClosedAndCountedAndTheGoodOnesGoOn()
    {
        var report = new NoisyScenario(new NoisyOptions { Rooms = 3, Players = 2, Seconds = 4, Pairs = 1, Warmup = 3 }).Run();
        Assert.That(Value(report, "alone.connected"), Is.EqualTo(6));
        Assert.That(Value(report, "beside.connected"), Is.EqualTo(6));
        Assert.That(Value(report, "beside.ticks"), Is.GreaterThan(3 * 60));
        foreach (var counted in new[] { "shed.roomsFailed", "shed.roomsHung", "shed.roomsOverGarbage", "shed.floodDatagrams", "shed.inputs.droppedByInbox", "tickP99Ratio" })
        {
            Assert.That(Value(report, counted), Is.GreaterThan(0), counted);
        }
    }

    [Test]
    public void RoomsComeAndGoAtTheRateThatWasAskedFor()
    {
        var report = new ChurnScenario(new ChurnOptions { Rate = 100, Seconds = 2, Warmup = 2, Rooms = 2, Players = 2, ServerDll = ServerDll }).Run();
        Assert.That((Value(report, "made"), Value(report, "ended"), Value(report, "failed")), Is.EqualTo((200, 200, 0)));
        foreach (var measured in new[] { "allocatedBytesPerRoom", "room.makeBytes", "room.bytesWithOneSeat", "room.filledBytesWithOneSeat", "start.readyMs" })
        {
            Assert.That(Value(report, measured), Is.GreaterThan(0), measured);
        }

        Assert.That(Value(report, "room.bytesPerFurtherSeat"), Is.InRange(-100, 100), "nothing, but for what the heap of a running server does meanwhile");
        Assert.That(Value(report, "start.firstTickMs"), Is.GreaterThan(Value(report, "start.readyMs")));
    }

    [Test]
    public void ASoakTellsWhatEachFigureWasFirstAndLast()
    {
        var report = new SoakScenario(new SoakOptions { Clients = 5, Players = 2, Minutes = 0.1, Every = 2, Warmup = 1, ServerDll = ServerDll }).Run();
        Assert.That((Value(report, "rooms"), Value(report, "samples"), Value(report, "connectedMin")), Is.EqualTo((3, 3, 5)));
        foreach (var measured in new[] { "ticks", "rssMb.first", "rssMb.last", "heapMb.max", "threads.last", "reportBytes.max", "snapshotsPerSecondMin" })
        {
            Assert.That(Value(report, measured), Is.GreaterThan(0), measured);
        }
    }

    // As whoever reads the file finds it.
    private static double Value(JsonObject report, string path) => LoadWindow.Value(JsonNode.Parse(report.ToJsonString())!, path);
}
