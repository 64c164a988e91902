using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

public sealed class RoomAllocationTests
{
    [Test]
    public void SteadyTickAllocatesNothing()
    {
        var room = Drift.Start(players: 16, ais: 4);
        for (var tick = 0; tick < 600; tick++)
        {
            Drift.Step(room); // Every row of the history has to be as long as it gets, and every method compiled.
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var tick = 0; tick < 600; tick++)
        {
            Drift.Step(room);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
