using GameServer.Benchmarks.Ticks;
using GameServer.Reports;
using GameServer.Simulation.Identity;
using GameServer.Tools.Bots.Tracing;

namespace GameServer.Tests.Benchmarks.Ticks;

/// <summary>Ticks that a test writes into a trace as a shard would, of rooms at 100 Hz.</summary>
internal sealed class TickWatchTests
{
    private const int TickRate = 100;
    private const long Period = 10_000_000;

    private string folder = "";
    private MappedTickTrace trace = null!;
    private TickTraceReader reader = null!;

    [SetUp]
    public void MakeTrace()
    {
        folder = Directory.CreateTempSubdirectory("watch-").FullName;
        trace = MappedTickTrace.Create(Path.Combine(folder, "ticks"));
        reader = TickTraceReader.TryOpen(Path.Combine(folder, "ticks"), out var opened, out var problem) ? opened : throw new AssertionException(problem);
    }

    [TearDown]
    public void DeleteTrace()
    {
        reader.Dispose();
        trace.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void TicksInTimeAreCountedAndNothingIsMissed()
    {
        using var watch = new TickWatch(reader, [1, 2], TickRate);
        for (uint tick = 1; tick <= 21; tick++)
        {
            Write(1, tick, tick * Period, took: 100_000);
            Write(2, tick, tick * Period, took: 300_000);
        }

        var figures = watch.Take();
        Assert.That((figures.Ticks, figures.Late, figures.Misses, figures.Skipped, figures.Unseen), Is.EqualTo((40, 0, 0, 0L, 0)), "the last may not have ended yet");
        Assert.That((figures.DurationMs(1), figures.DurationMs(99), figures.MeanMs), Is.EqualTo((0.1, 0.3, 0.2)).Within(1e-9));
        Assert.That(figures.LatenessMs(99), Is.Zero);
    }

    [Test]
    public void ARoomThatStandsStillMissesWholePeriods()
    {
        using var watch = new TickWatch(reader, [1, 2], TickRate);
        for (uint tick = 1; tick <= 9; tick++)
        {
            // Between 4 and 5 room 1 stands still for 36 ms and makes up for all of it at once.
            var stall = tick is >= 5 and <= 8 ? (9 * Period) - (tick * Period) - 4_000_000 : 0;
            Write(1, tick, tick * Period, took: 100_000, late: stall);
            Write(2, tick, tick * Period, took: 100_000);
        }

        var figures = watch.Take();
        Assert.That((figures.Misses, figures.MissedInARow, figures.Late, figures.Skipped), Is.EqualTo((1, 3, 3, 0L)));
        Assert.That(figures.RoomsThatMissed, Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void TicksThatAreLeftOutForGoodAreSkips()
    {
        using var watch = new TickWatch(reader, [1], TickRate);
        Write(1, 1, 1 * Period, took: 1000);
        Write(1, 2, 6 * Period, took: 1000);
        Write(1, 3, 7 * Period, took: 1000);
        var figures = watch.Take();
        Assert.That((figures.Skipped, figures.SkippedInARow, figures.MissedInARow), Is.EqualTo((4L, 4L, 4)));
    }

    [Test]
    public void WindowsDoNotRunIntoEachOther()
    {
        using var watch = new TickWatch(reader, [1], TickRate);
        for (uint tick = 1; tick <= 5; tick++)
        {
            Write(1, tick, tick * Period, took: 1000);
        }

        var first = watch.Take();
        watch.Restart();
        for (uint tick = 6; tick <= 8; tick++)
        {
            Write(1, tick, tick * Period, took: 1000);
        }

        var second = watch.Take();
        Assert.That((first.Ticks, second.Ticks, second.Misses), Is.EqualTo((4, 2, 0)));
        var sum = first.And(second);
        Assert.That((sum.Ticks, sum.MissedInARow), Is.EqualTo((6, 0)));
    }

    private void Write(uint room, uint tick, long due, long took, long late = 0)
    {
        trace.Sealed(room, new Tick(tick), due + late + took);
        trace.Ended(room, new Tick(tick), due, due + late, due + late + took);
    }
}
