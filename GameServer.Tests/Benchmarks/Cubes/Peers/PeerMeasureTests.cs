using GameServer.Benchmarks.Cubes;
using GameServer.Benchmarks.Cubes.Peers;
using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Benchmarks.Cubes.Peers;

internal sealed class PeerMeasureTests
{
    private static readonly IPeer[] All = PeerMeasure.All(new EntityCodec(new CubesGame().Schema, 60), new EntityCodec(new CubesGame().Schema, 60, CubesModel.Load()));

    private SmallRecording file = null!;
    private CubesRecording recording = null!;

    private static IEnumerable<string> Names => All.Select(static peer => peer.Name);

    [OneTimeSetUp]
    public void Record()
    {
        file = new SmallRecording();
        recording = CubesRecording.Read(file.Path);
    }

    [OneTimeTearDown]
    public void Forget() => file.Dispose();

    [Test]
    public void EveryTechniqueBringsEveryFrameBack([ValueSource(nameof(Names))] string name, [Values(1, 6, 30)] int age) =>
        Assert.That(Measure(Peer(name), age).IsVerified, Is.True);

    [TestCaseSource(nameof(Names))]
    public void CutBytesAreNoFrame(string name)
    {
        var peer = Peer(name);
        var earlier = new BaselineFrames(recording, tick: 40, peer.AgesFor(6));
        var bytes = new byte[1 << 16];
        var length = peer.Encode(earlier, recording.FrameAt(40), bytes);
        var read = new int[CubesGame.Cubes * CubesRecording.Numbers];
        Assert.That(Reads(peer, earlier, bytes.AsSpan(0, length - 1), read) && recording.FrameAt(40).SequenceEqual(read), Is.False);
    }

    [Test]
    public void TheReliableStreamAloneMayNotLoseAFrame() =>
        Assert.That(All.Where(static peer => !peer.IsLossSafe).Select(static peer => peer.Name), Is.EqualTo(new[] { "change masks and varints, reliable stream" }));

    [Test]
    public void TechniqueThatForgetsANumberIsNotVerified()
    {
        var forgetful = Measure(new Forgetful(), age: 6);
        Assert.That(forgetful.IsVerified, Is.False);
        Assert.That(forgetful.BytesPerFrame, Is.EqualTo(CubesMeasure.HeaderBytes + 1));
    }

    private static IPeer Peer(string name) => All.Single(peer => peer.Name == name);

    private static bool Reads(IPeer peer, in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> read)
    {
        try
        {
            return peer.TryDecode(earlier, bytes, read);
        }
        catch (EndOfStreamException)
        {
            return false; // What MessagePack says.
        }
    }

    private PeerFigures Measure(IPeer peer, int age) => new PeerMeasure(recording, age, TimeSpan.Zero).Run(peer);

    /// <summary>Says in a byte that everything is as it was.</summary>
    private sealed class Forgetful : IPeer
    {
        public string Name => "forgetful";

        public bool IsLossSafe => true;

        public int[] AgesFor(int baselineAge) => [baselineAge];

        public int Encode(in BaselineFrames earlier, ReadOnlySpan<int> frame, Span<byte> bytes) => 1;

        public bool TryDecode(in BaselineFrames earlier, ReadOnlySpan<byte> bytes, Span<int> frame)
        {
            earlier.Newest.CopyTo(frame);
            return true;
        }
    }
}
