using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Rooms;

internal sealed class DiscrepancyLogTests
{
    private const long Second = 1_000_000_000;

    [Test]
    public void KeepsTheLastLines()
    {
        var log = new DiscrepancyLog();
        for (var i = 1; i <= DiscrepancyLog.LinesMax + 5; i++)
        {
            Add(log, i);
        }

        Assert.That(log.Lines.Select(static line => line.Found.Told), Is.EqualTo(Enumerable.Range(6, DiscrepancyLog.LinesMax)));
        Assert.That(log.Newest, Is.EqualTo(DiscrepancyLog.LinesMax + 5));
    }

    [Test]
    public void LogHearsOfTheLastOneNowAndThenAndOfHowManyThereWere()
    {
        var log = new DiscrepancyLog();
        Assert.That(log.TryTakeForLog(0, out _, out _), Is.False);
        Add(log, 1);
        Assert.That(log.TryTakeForLog(Second, out var line, out var count), Is.True);
        Assert.That((line.Found.Told, count), Is.EqualTo((1, 1L)));
        Add(log, 2);
        Add(log, 3);
        Assert.That(log.TryTakeForLog(5 * Second, out _, out _), Is.False);
        Assert.That(log.TryTakeForLog(11 * Second, out line, out count), Is.True);
        Assert.That((line.Found.Told, count), Is.EqualTo((3, 2L)));
        Assert.That(log.TryTakeForLog(60 * Second, out _, out _), Is.False, "nothing new");
    }

    private static void Add(DiscrepancyLog log, int told) => log.Add(0, "player", new Discrepancy(new Tick(1), 2, 3, "boulder", "weight", told, 0, 1));
}
