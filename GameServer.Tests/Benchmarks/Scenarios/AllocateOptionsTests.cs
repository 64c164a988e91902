using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class AllocateOptionsTests
{
    private static readonly AllocateOptions Standard = new();

    [Test]
    public void AHundredRoomsASecondAreMadeBeside64OfSixteen()
    {
        Assert.That((Standard.PerSecond, Standard.Seconds, Standard.Rooms, Standard.Players), Is.EqualTo((100, 10, 64, 16)));
        Assert.That(Standard.Problem, Is.Empty);
    }

    [Test]
    public void ComplaintsNameTheOption()
    {
        Assert.That((Standard with { PerSecond = 0.5 }).Problem, Is.EqualTo("--per-second is 1 to 10000."));
        Assert.That((Standard with { PerSecond = double.NaN }).Problem, Does.StartWith("--per-second"));
        Assert.That((Standard with { Seconds = 601 }).Problem, Is.EqualTo("--seconds is 1 to 600."));
        Assert.That((Standard with { Rooms = 0 }).Problem, Is.EqualTo("--rooms is 1 to 1024."));
        Assert.That((Standard with { Players = 65 }).Problem, Is.EqualTo("--players is 1 to 64."));
        Assert.That((Standard with { ServerDll = "/no/such/file.dll" }).Problem, Is.EqualTo("There is no file /no/such/file.dll."));
        Assert.That((Standard with { BotsDll = "/no/such/file.dll" }).Problem, Is.EqualTo("There is no file /no/such/file.dll."));
    }
}
