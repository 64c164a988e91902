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

    [Test]
    public void ValueOfTheWrongKindIsRefused() => AssertRefused(() => Read(null, ("GameServer:Port", "many")), "many");

    [Test]
    public void MissingFileIsRefused() => AssertRefused(() => Read(Path.Combine(folder, "nowhere.json")), "does not exist");

    [TestCase("{ bad")]
    [TestCase("""{ "GameServer": { "Port": 1, "Port": 2 } }""")]
    public void UnreadableFileIsRefused(string text) => AssertRefused(() => Read(Write("own.json", text)), "cannot be read");

    [Test]
    public void FolderIsNoFile() => AssertRefused(() => Read(folder), "");

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
