using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class YardOptionsTests
{
    [Test]
    public void BodiesAre250SeenByOneClient30TimesASecond()
    {
        var options = LoadOptions.Yard;
        Assert.That((options.Name, options.Game, options.Count, options.Players, options.Snapshot, options.Tick), Is.EqualTo(("bodies", "bodies", 250, 1, 30, 60)));
        Assert.That(options.Problem, Is.Empty);
    }

    [Test]
    public void GameIsToldTheCountAndTheSeed() => Assert.That((LoadOptions.Yard with { Count = 900, Seed = 7 }).RoomConfig, Is.EqualTo("count=900 seed=7"));

    [Test]
    public void ComplaintsNameTheOptionsOfTheScenario()
    {
        Assert.That((LoadOptions.Yard with { Players = 17 }).Problem, Is.EqualTo("--clients is 1 to 16, not 17."));
        Assert.That((LoadOptions.Yard with { Count = 0 }).Problem, Is.EqualTo("--count is 1 to 900, not 0."));
        Assert.That((LoadOptions.Yard with { Snapshot = 7 }).Problem, Does.StartWith("--hz divides"));
    }
}
