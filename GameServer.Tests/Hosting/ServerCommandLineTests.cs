using GameServer.Hosting;

namespace GameServer.Tests.Hosting;

internal sealed class ServerCommandLineTests
{
    [Test]
    public void WordsBecomeConfigurationKeys()
    {
        var code = new ServerCommandLine().Read(["--port", "9100", "--open", "--room-config", "map=field", "--config", "x.json"], out var values, out var file);
        Assert.That(code, Is.Null);
        Assert.That(values, Is.EquivalentTo(new Dictionary<string, string?>
        {
            ["GameServer:Port"] = "9100",
            ["GameServer:Open"] = "True",
            ["GameServer:RoomConfig"] = "map=field",
        }));
        Assert.That(file, Is.EqualTo("x.json"));
    }

    [Test]
    public void WhatIsNotSaidIsNotSet()
    {
        new ServerCommandLine().Read([], out var values, out var file);
        Assert.That(values, Is.Empty);
        Assert.That(file, Is.Null);
    }

    [Test]
    public void SwitchCanBeTurnedOff()
    {
        new ServerCommandLine().Read(["--open", "false"], out var values, out _);
        Assert.That(values["GameServer:Open"], Is.EqualTo("False"));
    }

    [TestCase("--bogus")]
    [TestCase("word")]
    [TestCase("--port")]
    [TestCase("--open", "perhaps")]
    [TestCase("--port", "1", "--port", "2")]
    public void UnknownWordsAreToldInOneSentence(params string[] words) =>
        Assert.That(() => new ServerCommandLine().Read(words, out _, out _), Throws.TypeOf<ConfigurationException>().With.Message.Matches(@"^[^\n]+\.$"));

    [Test]
    public void EveryOptionCanBeSetInEveryWay()
    {
        var properties = typeof(GameServerOptions).GetProperties().Select(static p => p.Name);
        Assert.That(Setting.All.Select(static s => s.Key), Is.EquivalentTo(properties));
        Assert.That(Setting.All.Select(static s => s.Option), Is.Unique);
    }

    [Test]
    public void HelpTellsTheRealDefaults()
    {
        var defaults = new GameServerOptions();
        foreach (var property in typeof(GameServerOptions).GetProperties().Where(static p => p.PropertyType == typeof(int) || p.PropertyType == typeof(double)))
        {
            Assert.That(Setting.Of(property.Name).Meaning, Does.EndWith(FormattableString.Invariant($"[{property.GetValue(defaults)}]")));
        }
    }
}
