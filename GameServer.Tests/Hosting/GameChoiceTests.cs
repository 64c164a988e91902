using GameServer.Games.Arena;
using GameServer.Games.Bodies;
using GameServer.Hosting;
using GameServer.Rooms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace GameServer.Tests.Hosting;

internal sealed class GameChoiceTests
{
    [TestCase(null, "arena")]
    [TestCase("arena", "arena")]
    [TestCase("bodies", "bodies")]
    public void ServerWithTwoGamesPlaysTheOneThatIsNamedOrTheFirst(string? wanted, string expected)
    {
        using var host = Host(wanted);
        Assert.That(host.Services.GetRequiredService<GameFactory>().Name, Is.EqualTo(expected));
    }

    [Test]
    public void UnknownGameIsToldInOneSentence()
    {
        // Building a host asks for its options.
        var refusal = Assert.Throws<OptionsValidationException>(static () => Host("chess").Dispose());
        Assert.That(refusal!.Message, Is.EqualTo("GameServer:Game (--game) must be arena or bodies, not \"chess\"."));
    }

    private static IHost Host(string? game)
    {
        var builder = new HostApplicationBuilder();
        builder.AddGameServer(o => o.Game = game).AddGame<Arena>().AddGame<Bodies>();
        return builder.Build();
    }
}
