using GameServer.Tools.Bots.Fleet;

namespace GameServer.Tests.Bots.Fleet;

internal sealed class BotFleetOptionsTests
{
    [TestCase(0, 0)]
    [TestCase(0.25, 25)]
    [TestCase(0.5, 50)]
    [TestCase(1, 100)]
    public void ThatShareDecodes(double share, int expected)
    {
        var options = Options(["room"]) with { DecodeShare = share };
        Assert.That(Enumerable.Range(0, 100).Count(options.Decodes), Is.EqualTo(expected));
    }

    [Test]
    public void DecodersAreSpreadEvenly()
    {
        var options = Options(["room"]) with { DecodeShare = 0.25 };
        for (var from = 0; from < 100; from += 4)
        {
            Assert.That(Enumerable.Range(from, 4).Count(options.Decodes), Is.EqualTo(1));
        }
    }

    [Test]
    public void BotsAreDealtOutToRoomsInTurn()
    {
        var options = Options(["a", "b", "c"]);
        Assert.That(Enumerable.Range(0, 5).Select(options.RoomOf), Is.EqualTo(new[] { "a", "b", "c", "a", "b" }));
    }

    private static BotFleetOptions Options(string[] rooms) => new() { Host = "127.0.0.1", Port = 9, Rooms = rooms };
}
