namespace GameServer.Tests.Games.Bodies;

internal sealed class BodiesAllocationTests
{
    private const int WarmUpTicks = 1200;
    private const int MeasuredTicks = 600;

    [TestCase("count=250", 4)]
    [TestCase("count=900", 8)]
    public void TicksAllocateNothing(string config, int players)
    {
        var match = BodiesMatch.Start(config, players, ai: players);
        match.StepScripted(WarmUpTicks);
        var before = GC.GetAllocatedBytesForCurrentThread();
        match.StepScripted(MeasuredTicks);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
