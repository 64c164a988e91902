namespace GameServer.Tests.Games.Arena;

internal sealed class ArenaAllocationTests
{
    private const int WarmUpTicks = 1200;
    private const int MeasuredTicks = 600;

    [Test]
    public void TicksOnTheFieldAllocateNothing()
    {
        var match = ArenaMatch.Start("map=field", players: 16);
        match.StepScripted(WarmUpTicks);
        var before = GC.GetAllocatedBytesForCurrentThread();
        match.StepScripted(MeasuredTicks);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void TicksOfAFightAllocateNothingButTheNewsOfKills()
    {
        var match = ArenaMatch.Start(players: 8, ai: 8);
        match.StepScripted(WarmUpTicks);
        long allocated = 0;
        var kills = 0;
        for (var i = 0; i < MeasuredTicks; i++)
        {
            match.Room.Outbox.Clear();
            var before = GC.GetAllocatedBytesForCurrentThread();
            match.StepScripted(1);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            kills += match.Room.Outbox.Waiting.Count;
            allocated += match.Room.Outbox.Waiting.Count == 0 ? bytes : 0;
        }

        Assert.That(allocated, Is.Zero);
        Assert.That(kills, Is.GreaterThan(0), "a fight");
    }
}
