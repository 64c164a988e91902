using GameServer.Benchmarks.Cubes;
using GameServer.Protocol.Snapshots;
using GameServer.Tests.Repository;

namespace GameServer.Tests.Benchmarks.Cubes;

/// <summary>The shipped model on a recording that it has not seen: every frame comes back, and the size that was reached is held.</summary>
internal sealed class CubesRecordingTests
{
    private const string File = "cubes-dev.bin.br";

    // Committed figures: bytes per frame at ages 6, 9, 12 with header and gap lists, and the same in the built-in codes.
    private const double BytesPerFrameMax = 186;
    private const double BuiltInBytesPerFrameMax = 300;

    private CubesRecording? recording;

    private CubesRecording Recording => recording ??= CubesRecording.Read(Find());

    [TestCase(6, 9, 12)]
    [TestCase(1, 2, 3)]
    [TestCase(2, 3, 4)]
    [TestCase(3, 6, 9)]
    [TestCase(12, 15, 18)]
    [TestCase(6, 9, 0)]
    [TestCase(1, 7, 0)]
    [TestCase(12, 30, 0)]
    [TestCase(6, 0, 0)]
    [TestCase(1, 0, 0)]
    [TestCase(2, 0, 0)]
    [TestCase(3, 0, 0)]
    [TestCase(12, 0, 0)]
    [TestCase(70, 75, 90)]
    public void EveryFrameComesBack(int age, int second, int third) =>
        Assert.That(new CubesMeasure(Codec(), Recording).Run(new BaselineAges(age, second, third)).Verified, Is.True);

    [Test]
    public void FramesAreAsSmallAsTheyWere()
    {
        var figures = new CubesMeasure(Codec(), Recording).Run(new BaselineAges(6, 9, 12));
        Assert.That(figures.Frames, Is.EqualTo(2831));
        Assert.That(figures.BytesPerFrame, Is.LessThanOrEqualTo(BytesPerFrameMax));
    }

    [Test]
    public void BuiltInCodesBringEveryFrameBackToo()
    {
        var figures = new CubesMeasure(new EntityCodec(new CubesGame().Schema, 60), Recording).Run(new BaselineAges(6, 9, 12));
        Assert.That(figures.Verified, Is.True);
        Assert.That(figures.BytesPerFrame, Is.LessThanOrEqualTo(BuiltInBytesPerFrameMax));
    }

    private static EntityCodec Codec() => new(new CubesGame().Schema, 60, CubesModel.Load());

    private static string Find()
    {
        var folder = Environment.GetEnvironmentVariable("GAMESERVER_DATA") ?? Path.Combine(SourceTree.Root, "..", "shared", "data");
        var file = Path.Combine(folder, File);
        if (!System.IO.File.Exists(file))
        {
            Assert.Ignore("skipped: no recording");
        }

        return file;
    }
}
