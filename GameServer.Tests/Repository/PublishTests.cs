namespace GameServer.Tests.Repository;

internal sealed class PublishTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("publish-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void DockerfilePublishesAServerThatHasWhatItNeeds()
    {
        var app = Path.Combine(folder, "app");
        var build = new ImageBuild(SourceTree.Root, Path.Combine(folder, "src"), app);
        var dockerfile = File.ReadAllLines(Path.Combine(SourceTree.Root, "Dockerfile"));
        Assert.That(dockerfile, Has.Some.StartsWith("RUN dotnet publish GameServer -c Release"));
        Assert.That(build.Run(dockerfile), Is.True, build.Log);
        foreach (var file in new[] { "GameServer.dll", "GameServer.runtimeconfig.json", "GameServer.Protocol.dll", "GameServer.Games.Arena.dll", "GameServer.Games.Bodies.dll" })
        {
            Assert.That(Path.Combine(app, file), Does.Exist);
        }

        Assert.That(dockerfile[^1], Is.EqualTo("""ENTRYPOINT ["dotnet", "GameServer.dll"]"""));
    }
}
