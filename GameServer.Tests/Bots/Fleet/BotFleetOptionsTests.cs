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

    [TestCase(64, 16, 0.1)]
    [TestCase(3, 10, 0.2)]
    public void EveryRoomHasItsShareOfDecoders(int rooms, int players, double share)
    {
        var options = Options([.. Enumerable.Range(0, rooms).Select(static room => $"{room}")]) with { Clients = rooms * players, DecodeShare = share };
        var decoders = Enumerable.Range(0, options.Clients).Where(options.Decodes).CountBy(options.RoomOf).ToDictionary();
        Assert.That(decoders, Has.Count.EqualTo(rooms));
        Assert.That(decoders.Values, Is.All.InRange(Math.Floor(players * share), Math.Ceiling(players * share)));
    }

    [Test]
    public void EveryBotOfARoomPlaysOnItsShard()
    {
        var options = Options(["a", "b", "c"]) with { Shards = 2 };
        Assert.That(Enumerable.Range(0, 6).Select(options.PortOf), Is.EqualTo(new[] { 9, 10, 9, 9, 10, 9 }));
    }

    [Test]
    public void BotsAreDealtOutToRoomsInTurn()
    {
        var options = Options(["a", "b", "c"]);
        Assert.That(Enumerable.Range(0, 5).Select(options.RoomOf), Is.EqualTo(new[] { "a", "b", "c", "a", "b" }));
    }

    private static BotFleetOptions Options(string[] rooms) => new() { Host = "127.0.0.1", Port = 9, Rooms = rooms, Clients = 100 };
}
