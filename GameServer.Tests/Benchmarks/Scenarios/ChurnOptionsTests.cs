using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class ChurnOptionsTests
{
    private static readonly ChurnOptions Standard = new();

    [Test]
    public void AThousandRoomsASecondComeAndGoBeside64()
    {
        Assert.That((Standard.Rate, Standard.Seconds, Standard.Rooms, Standard.Seats), Is.EqualTo((1000, 10, 64, 16)));
        Assert.That(Standard.Problem, Is.Empty);
    }

    [Test]
    public void ComplaintsNameTheOption()
    {
        Assert.That((Standard with { Rate = 0.5 }).Problem, Is.EqualTo("--rate is 1 to 100000."));
        Assert.That((Standard with { Seconds = double.NaN }).Problem, Does.StartWith("--seconds"));
        Assert.That((Standard with { Pairs = 101 }).Problem, Does.StartWith("--pairs"));
        Assert.That((Standard with { Life = -1 }).Problem, Does.StartWith("--life"));
        Assert.That((Standard with { Seats = 1 }).Problem, Does.StartWith("--seats"));
        Assert.That((Standard with { Reserved = 17 }).Problem, Is.EqualTo("--reserved is 0 to the number of seats."));
        Assert.That((Standard with { Rooms = 0 }).Problem, Does.StartWith("--rooms"));
        Assert.That((Standard with { Players = 0 }).Problem, Does.StartWith("--players"));
        Assert.That((Standard with { Shards = 65 }).Problem, Does.StartWith("--shards"));
        Assert.That((Standard with { Warmup = 0 }).Problem, Does.StartWith("--warmup"));
        Assert.That((Standard with { ServerDll = "/no/such/file.dll" }).Problem, Is.EqualTo("There is no file /no/such/file.dll."));
    }
}
