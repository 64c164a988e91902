using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class RunTests
{
    private static readonly Gen<int> Slot = Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, Run.SlotsMax - 1]);

    private static readonly Gen<(Run Run, int End, int Age)> Runs = Gen.Select(Gen.Int[0, 3], Slot, Slot, Slot, Gen.Int[1, Run.AgeMax], Gen.Int[0, Run.AgeMax]).Select(
        static (kind, a, b, c, age, previousAge) =>
        {
            int[] ends = [a, b, c];
            Array.Sort(ends);
            var run = new Run((RunKind)kind, ends[1], 1 + ends[2] - ends[1], kind < 2 ? age : 0);
            return (run, ends[0], previousAge);
        });

    [Test]
    public void RunComesBackAndCostsWhatWasPromised() => Runs.Sample(
        static place =>
        {
            var (run, end, age) = place;
            var writer = new BitWriter(new byte[16]);
            run.Write(ref writer, end, age);
            Assert.That(writer.Position, Is.EqualTo(run.BitsAfter(end, age)));
            Assert.That(writer.Position, Is.LessThanOrEqualTo(Run.HeaderBitsMax));
            Assert.That(TryRead(run, end, age, out var read), Is.True);
            Assert.That(read, Is.EqualTo(run));
        },
        iter: 5_000);

    [Test]
    public void SharingItsPlaceNeverCostsARunMoreThanStandingAlone() => Runs.Sample(
        static place => Assert.That(place.Run.BitsAfter(place.End, place.Run.Age), Is.LessThanOrEqualTo(place.Run.BitsAfter(0, 0))),
        iter: 2_000);

    [TestCase(0, 65_535, true)]
    [TestCase(0, 65_536, false)]
    [TestCase(65_534, 1, true)]
    [TestCase(65_535, 1, false)]
    [TestCase(65_000, 600, false)]
    public void RunThatLeadsBeyondTheSlotsIsRefused(int first, int count, bool isRead) =>
        Assert.That(TryRead(new Run(RunKind.Leave, first, count, 0), 0, 0, out _), Is.EqualTo(isRead));

    [Test]
    public void RunsThatLeadBeyondTheSlotsTogetherAreRefused() =>
        Assert.That(TryRead(new Run(RunKind.Whole, 40_000, 30_000, 0), 20_000, 0, out _), Is.False);

    [TestCase(RunKind.Delta)]
    [TestCase(RunKind.Same)]
    public void BaselineOfNoAgeIsRefused(RunKind kind)
    {
        Assert.That(TryRead(new Run(kind, 3, 1, 0), 0, 7, out _), Is.False, "named");
        Assert.That(TryRead(new Run(kind, 3, 1, 0), 0, 0, out _), Is.False, "taken over from a run without one");
    }

    [Test]
    public void SameAgeAsBeforeCostsOneBit()
    {
        var run = new Run(RunKind.Delta, 3, 1, 12);
        Assert.That(run.BitsAfter(3, 12), Is.EqualTo(3 + 1 + 2 + 1));
        Assert.That(run.BitsAfter(3, 11), Is.EqualTo(3 + 1 + 2 + 10));
    }

    [Test]
    public void NoiseNeverThrowsAndStaysWithinTheSlots() => Gen.Select(Gen.Byte.Array[0, 12], Gen.Int[0, Run.SlotsMax], Gen.Int[0, Run.AgeMax]).Sample(
        static (bytes, end, age) =>
        {
            var reader = new BitReader(bytes);
            if (Run.TryRead(ref reader, end, age, out var run))
            {
                Assert.That(run.First, Is.GreaterThanOrEqualTo(end));
                Assert.That(run.End, Is.LessThanOrEqualTo(Run.SlotsMax));
                Assert.That(run.Count, Is.Positive);
                Assert.That(run.Age, run.HasBaseline ? Is.InRange(1, Run.AgeMax) : Is.Zero);
            }
        },
        iter: 10_000);

    private static bool TryRead(in Run run, int end, int age, out Run read)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        run.Write(ref writer, end, age);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        Assert.That(reader.ReadBit(), Is.True);
        return Run.TryRead(ref reader, end, age, out read);
    }
}
