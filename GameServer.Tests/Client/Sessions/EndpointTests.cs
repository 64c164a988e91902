using GameServer.Client.Sessions;

namespace GameServer.Tests.Client.Sessions;

internal sealed class EndpointTests
{
    private static readonly Endpoint First = new("game.example", 9050, "room", "player", default);

    [Test]
    public void MoveIsToAnotherPortOfTheSameHost()
    {
        Assert.That(First.TryMove("9051", out var moved), Is.True);
        Assert.That(moved, Is.EqualTo(First with { Port = 9051 }));
    }

    [TestCase("")]
    [TestCase("0")]
    [TestCase("65536")]
    [TestCase("-1")]
    [TestCase(" 9051")]
    [TestCase("9051 ")]
    [TestCase("evil.example:9050")]
    [TestCase(":9051")]
    [TestCase("99999999999999999999")]
    public void WhatIsNoPortIsNotFollowed(string where) => Assert.That(First.TryMove(where, out _), Is.False);
}
