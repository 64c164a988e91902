using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class RunTests
{
    private static readonly Gen<int> Slot = Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, Run.SlotsMax - 1]);

    private static readonly Gen<BaselineAges> AnyAges = Gen.Select(Gen.Int[0, 2], Gen.Int[1, Run.AgeMax], Gen.Int[1, Run.AgeMax], Gen.Int[1, Run.AgeMax]).Select(
        static (more, a, b, c) =>
        {
            int[] ages = [.. new[] { a, b, c }.Distinct().Order().Take(more + 1)];
            return new BaselineAges(ages[0], ages.ElementAtOrDefault(1), ages.ElementAtOrDefault(2));
        });

    private static readonly Gen<(Run Run, int End, BaselineAges Ages)> Runs = Gen.Select(Gen.Int[0, 2], Slot, Slot, Slot, AnyAges, AnyAges).Select(
        static (kind, a, b, c, ages, previousAges) =>
        {
            int[] ends = [a, b, c];
            Array.Sort(ends);
            var run = new Run((RunKind)kind, ends[1], kind == 0 && a % 3 == 0 ? Run.ToTheEnd : 1 + ends[2] - ends[1], kind == 0 ? ages : default);
            return (run, ends[0], previousAges);
        });

    [Test]
    public void RunComesBackAndCostsWhatWasPromised() => Runs.Sample(
        static place =>
        {
            var (run, end, ages) = place;
            var writer = new BitWriter(new byte[24]);
            run.Write(ref writer, end, ages);
            Assert.That(writer.Position, Is.EqualTo(run.BitsAfter(end, ages)));
            Assert.That(writer.Position, Is.LessThanOrEqualTo(Run.HeaderBitsMax));
            Assert.That(TryRead(run, end, ages, out var read), Is.True);
            Assert.That(read, Is.EqualTo(run));
        },
        iter: 5_000);

    [Test]
    public void SharingItsPlaceNeverCostsARunMoreThanStandingAlone() => Runs.Sample(
        static place => Assert.That(place.Run.BitsAfter(place.End, place.Run.Ages), Is.LessThanOrEqualTo(place.Run.BitsAfter(0, default))),
        iter: 2_000);

    [TestCase(0, 65_535, true)]
    [TestCase(0, 65_536, false)]
    [TestCase(65_534, 1, true)]
    [TestCase(65_535, 1, false)]
    [TestCase(65_000, 600, false)]
    public void RunThatLeadsBeyondTheSlotsIsRefused(int first, int count, bool isRead) =>
        Assert.That(TryRead(new Run(RunKind.Leave, first, count, default), 0, default, out _), Is.EqualTo(isRead));

    [Test]
    public void RunsThatLeadBeyondTheSlotsTogetherAreRefused() =>
        Assert.That(TryRead(new Run(RunKind.Whole, 40_000, 30_000, default), 20_000, default, out _), Is.False);

    [TestCase(Run.AgeMax, 0, 0, true)]
    [TestCase(Run.AgeMax + 1, 0, 0, false)]
    [TestCase(6, Run.AgeMax, 0, true)]
    [TestCase(6, Run.AgeMax + 1, 0, false)]
    [TestCase(6, 12, Run.AgeMax + 1, false)]
    public void StateOlderThanTheWireNamesIsRefused(int age, int second, int third, bool isRead) =>
        Assert.That(TryRead(new Run(RunKind.Delta, 3, 1, new BaselineAges(age, second, third)), 0, default, out _), Is.EqualTo(isRead));

    [Test]
    public void SameAgesAsBeforeCostOneBit()
    {
        var run = new Run(RunKind.Delta, 3, 1, new BaselineAges(6, 9, 12));
        Assert.That(run.BitsAfter(3, run.Ages), Is.EqualTo(2 + 1 + 1 + 2 + 1));
        Assert.That(run.BitsAfter(3, new BaselineAges(6)), Is.EqualTo(2 + 1 + 1 + 2 + 1 + run.Ages.Bits));
        Assert.That(run.BitsAfter(3, default), Is.EqualTo(2 + 1 + 1 + 2 + run.Ages.Bits), "the first one has no ages before it");
    }

    [TestCase(6, 9, 12)]
    [TestCase(1, 2, 3)]
    [TestCase(7, 10, 13)]
    public void RegularAgesCostABit(int age, int second, int third)
    {
        Assert.That(BaselineAges.RegularFor(age), Is.EqualTo(new BaselineAges(age, second, third)));
        Assert.That(BaselineAges.RegularFor(age).Bits, Is.EqualTo(new BaselineAges(age).Bits + 1));
    }

    [Test]
    public void RunToTheEndNamesNoNumber()
    {
        var run = new Run(RunKind.Delta, 3, Run.ToTheEnd, new BaselineAges(6));
        Assert.That(TryRead(run, 0, default, out var read), Is.True);
        Assert.That(read, Is.EqualTo(run));
        Assert.That(run.BitsAfter(0, default), Is.EqualTo((run with { Count = 1 }).BitsAfter(0, default) - 2));
    }

    [Test]
    public void NoiseNeverThrowsAndStaysWithinTheSlots() => Gen.Select(Gen.Byte.Array[0, 12], Gen.Int[0, Run.SlotsMax], AnyAges).Sample(
        static (bytes, end, ages) =>
        {
            var reader = new BitReader(bytes);
            if (Run.TryRead(ref reader, end, ages, out var run))
            {
                Assert.That(run.First, Is.GreaterThanOrEqualTo(end));
                Assert.That(run.End, Is.LessThanOrEqualTo(Run.SlotsMax));
                Assert.That(run.Count, run.Kind == RunKind.Delta ? Is.GreaterThanOrEqualTo(Run.ToTheEnd) : Is.Positive);
                Assert.That(run.Ages.Age, run.Kind == RunKind.Delta ? Is.InRange(1, Run.AgeMax) : Is.Zero);
                Assert.That(run.Ages.Second == 0 || run.Ages.Second > run.Ages.Age, Is.True);
                Assert.That(run.Ages.Third == 0 || run.Ages.Third > run.Ages.Second, Is.True);
            }
        },
        iter: 10_000);

    private static bool TryRead(in Run run, int end, BaselineAges ages, out Run read)
    {
        var buffer = new byte[24];
        var writer = new BitWriter(buffer);
        run.Write(ref writer, end, ages);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        Assert.That(reader.ReadBit(), Is.True);
        return Run.TryRead(ref reader, end, ages, out read);
    }
}
