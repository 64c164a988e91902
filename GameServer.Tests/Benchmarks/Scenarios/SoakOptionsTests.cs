using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class SoakOptionsTests
{
    private static readonly SoakOptions Standard = new();

    [Test]
    public void AThousandClientsPlayForTenMinutesInRoomsOfSixteen()
    {
        Assert.That((Standard.Clients, Standard.Players, Standard.Minutes, Standard.Every), Is.EqualTo((1000, 16, 10, 10)));
        Assert.That((Standard.Rooms, Standard.Samples), Is.EqualTo((63, 60)));
        Assert.That(Standard.Problem, Is.Empty);
    }

    [Test]
    public void ComplaintsNameTheOption()
    {
        Assert.That((Standard with { Clients = 0 }).Problem, Does.StartWith("--clients"));
        Assert.That((Standard with { Players = 65 }).Problem, Does.StartWith("--players"));
        Assert.That((Standard with { Minutes = double.NaN }).Problem, Does.StartWith("--minutes"));
        Assert.That((Standard with { Every = 0 }).Problem, Does.StartWith("--every"));
        Assert.That((Standard with { Minutes = 0.1, Every = 10 }).Problem, Is.EqualTo("--minutes has time for two samples at least."));
        Assert.That((Standard with { Warmup = 0 }).Problem, Does.StartWith("--warmup"));
        Assert.That((Standard with { Shards = 0 }).Problem, Does.StartWith("--shards"));
        Assert.That((Standard with { ServerDll = "/no/such/file.dll" }).Problem, Is.EqualTo("There is no file /no/such/file.dll."));
    }
}
