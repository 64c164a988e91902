using GameServer.Tools.Bots.Commands;

namespace GameServer.Tests.Bots.Commands;

internal sealed class ServerAddressTests
{
    [TestCase("127.0.0.1:9050", "127.0.0.1", 9050)]
    [TestCase("game.example.com:1", "game.example.com", 1)]
    [TestCase("[::1]:65535", "::1", 65535)]
    public void HostAndPortAreRead(string text, string host, int port)
    {
        Assert.That(ServerAddress.TryParse(text, out var address), Is.True);
        Assert.That(address, Is.EqualTo(new ServerAddress(host, port)));
    }

    [TestCase("")]
    [TestCase("localhost")]
    [TestCase(":9050")]
    [TestCase("localhost:")]
    [TestCase("localhost:0")]
    [TestCase("localhost:65536")]
    [TestCase("localhost:+5")]
    [TestCase("::1:9050")]
    [TestCase("[]:9050")]
    public void AnythingElseIsRefused(string text) => Assert.That(ServerAddress.TryParse(text, out _), Is.False);
}
