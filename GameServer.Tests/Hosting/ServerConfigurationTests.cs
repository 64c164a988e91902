using GameServer.Hosting;
using Microsoft.Extensions.Configuration;

namespace GameServer.Tests.Hosting;

internal sealed class ServerConfigurationTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("config-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void CommandLineWinsOverTheFileAndTheFileOverAppSettings()
    {
        Write("appsettings.json", """{ "GameServer": { "Port": 1, "Seats": 2, "Tick": 30 } }""");
        var file = Write("own.json", """{ "GameServer": { "Port": 3, "Seats": 4 } }""");
        var options = Read(file, ("GameServer:Port", "5"));
        Assert.That((options.Port, options.Seats, options.Tick, options.Snapshot), Is.EqualTo((5, 4, 30, 30)));
    }

    [Test]
    public void EnvironmentStandsBetweenFileAndCommandLine()
    {
        using var builder = new ConfigurationManager(); // Has a source of its own.
        ServerConfiguration.Read(builder, folder, Write("own.json", "{}"), new Dictionary<string, string?>());
        Assert.That(((IConfigurationBuilder)builder).Sources.Skip(1).Select(static s => s.GetType().Name),
            Is.EqualTo(new[] { "JsonConfigurationSource", "JsonConfigurationSource", "EnvironmentVariablesConfigurationSource", "MemoryConfigurationSource" }));
    }

    [Test]
    public void MissingAppSettingsAreNoFault() => Assert.That(Read(null).Port, Is.EqualTo(9050));

    [Test]
    public void MisspeltKeyIsRefused() => AssertRefused(() => Read(Write("own.json", """{ "GameServer": { "Prot": 1 } }""")), "GameServer:Prot");

    [TestCase("Port", "abc", "GameServer:Port (--port) must be a whole number, 0 to 65535, not \"abc\".")]
    [TestCase("Port", "99999999999", "GameServer:Port (--port) must be a whole number, 0 to 65535, not \"99999999999\".")]
    [TestCase("Tick", "", "GameServer:Tick (--tick) must be a whole number, 1 to 240, not \"\".")]
    [TestCase("Linger", "long", "GameServer:Linger (--linger) must be a number, 0 to 3600, not \"long\".")]
    [TestCase("Open", "perhaps", "GameServer:Open (--open) must be true or false, not \"perhaps\".")]
    public void ValueOfTheWrongKindIsToldWithWhatIsAllowed(string key, string value, string sentence) =>
        Assert.That(() => Read(null, ($"GameServer:{key}", value)), Throws.TypeOf<ConfigurationException>().With.Message.EqualTo(sentence));

    [Test]
    public void EveryNumberIsToldWithItsRange()
    {
        foreach (var setting in Setting.All.Where(static s => typeof(GameServerOptions).GetProperty(s.Key)!.PropertyType.IsPrimitive && s.Value is not null))
        {
            AssertRefused(() => Read(null, ($"GameServer:{setting.Key}", "x")), $"{setting} must be a ");
            AssertRefused(() => Read(null, ($"GameServer:{setting.Key}", "x")), " to ");
        }
    }

    [Test]
    public void ValueOfTheWrongKindInAFileIsToldTheSameWay() =>
        AssertRefused(() => Read(Write("own.json", """{ "GameServer": { "Port": "abc" } }""")), "GameServer:Port (--port) must be a whole number, 0 to 65535, not \"abc\".");

    [TestCase("""{ "GameServer": { "Port": [1, 2] } }""")]
    [TestCase("""{ "GameServer": { "Port": { "Udp": 1 } } }""")]
    public void ListIsNoValue(string text) => AssertRefused(() => Read(Write("own.json", text)), "GameServer:Port (--port) must be one value");

    [Test]
    public void EmptyFileNameIsRefused() => AssertRefused(() => Read(""), "--config must name a file.");

    [Test]
    public void MissingFileIsRefused() => AssertRefused(() => Read(Path.Combine(folder, "nowhere.json")), "does not exist");

    [TestCase("{ bad")]
    [TestCase("""{ "GameServer": { "Port": 1, "Port": 2 } }""")]
    public void UnreadableFileIsRefused(string text) => AssertRefused(() => Read(Write("own.json", text)), "cannot be read");

    [Test]
    public void FolderIsNoFile() => AssertRefused(() => Read(folder), "is a folder.");

    private static void AssertRefused(Action code, string part) =>
        Assert.That(code, Throws.TypeOf<ConfigurationException>().With.Message.Contains(part).And.Message.Matches(@"^[^\n]+\.$"));

    private GameServerOptions Read(string? file, params (string Key, string Value)[] commandLine)
    {
        using var builder = new ConfigurationManager();
        ServerConfiguration.Read(builder, folder, file, commandLine.ToDictionary(static p => p.Key, static p => (string?)p.Value));
        var options = new GameServerOptions();
        ServerConfiguration.Bind(builder.GetSection(GameServerOptions.Section), options);
        return options;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
