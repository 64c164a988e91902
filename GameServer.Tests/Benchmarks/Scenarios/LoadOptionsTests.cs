using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class LoadOptionsTests
{
    [TestCase(1, 500, null, 1)]
    [TestCase(1, 501, null, 0.1)]
    [TestCase(64, 16, null, 0.1)]
    [TestCase(64, 16, 1.0, 1)]
    [TestCase(1, 100, 0.5, 0.5)]
    public void OfManyBotsATenthDecodesUnlessSaidOtherwise(int rooms, int players, double? wanted, double expected)
    {
        var options = LoadOptions.ManyRooms with { Rooms = rooms, Players = players, DecodeShareWanted = wanted };
        Assert.That(options.DecodeShare, Is.EqualTo(expected));
    }

    [Test]
    public void StandardsAreFineAsTheyAre()
    {
        Assert.That(LoadOptions.Crowd.Problem, Is.Empty);
        Assert.That(LoadOptions.ManyRooms.Problem, Is.Empty);
    }

    [Test]
    public void OneOfManyRoomsIsStillReportedAsRooms()
    {
        Assert.That((LoadOptions.ManyRooms with { Rooms = 1 }).IsManyRooms, Is.True);
        Assert.That((LoadOptions.Crowd with { Players = 5 }).IsManyRooms, Is.False);
    }
}
