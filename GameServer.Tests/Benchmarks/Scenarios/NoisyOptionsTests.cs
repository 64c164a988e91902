using GameServer.Benchmarks.Noise;
using GameServer.Benchmarks.Scenarios;

namespace GameServer.Tests.Benchmarks.Scenarios;

internal sealed class NoisyOptionsTests
{
    private static readonly NoisyOptions Standard = new();

    [Test]
    public void OneBadRoomOfEachKindStandsBesideFiftyOfFour()
    {
        Assert.That((Standard.Rooms, Standard.Players, Standard.Seconds, Standard.Shards, Standard.Pairs), Is.EqualTo((50, 4, 20, 1, 2)));
        Assert.That(Standard.Kinds, Is.EqualTo(new[] { NoiseKind.Throws, NoiseKind.Loops, NoiseKind.Allocates, NoiseKind.Flooded, NoiseKind.Deaf }));
        Assert.That(Standard.Problem, Is.Empty);
    }

    [TestCase("loops", NoiseKind.Loops)]
    [TestCase("Calm", NoiseKind.Calm)]
    [TestCase("deaf,throws", NoiseKind.Deaf, NoiseKind.Throws)]
    public void SomeKindsCanBeHadAlone(string only, params object[] kinds)
    {
        var options = Standard with { Only = only };
        Assert.That(options.Problem, Is.Empty);
        Assert.That(options.Kinds, Is.EqualTo(kinds));
    }

    [Test]
    public void ComplaintsNameTheOption()
    {
        Assert.That((Standard with { Rooms = 0 }).Problem, Is.EqualTo("--rooms is 1 to 500."));
        Assert.That((Standard with { Players = 65 }).Problem, Is.EqualTo("--players is 1 to 64."));
        Assert.That((Standard with { Shards = 0 }).Problem, Is.EqualTo("--shards is 1 to 64."));
        Assert.That((Standard with { Seconds = double.NaN }).Problem, Does.StartWith("--seconds"));
        Assert.That((Standard with { Pairs = 0 }).Problem, Does.StartWith("--pairs"));
        Assert.That((Standard with { Warmup = 1 }).Problem, Does.StartWith("--warmup"));
        Assert.That((Standard with { Only = "1" }).Problem, Is.EqualTo("--only is some of calm,throws,loops,allocates,flooded,deaf, not \"1\"."));
    }
}
