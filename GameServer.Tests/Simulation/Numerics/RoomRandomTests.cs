using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Simulation.Numerics;

public sealed class RoomRandomTests
{
    [Test]
    public void ReferenceGivesThePublishedNumbers()
    {
        // The demo output of O'Neill's pcg32 for initstate 42, initseq 54; it vouches for the next test's yardstick.
        var reference = new Pcg32(42, 54);
        var numbers = Enumerable.Range(0, 6).Select(_ => reference.Next()).ToArray();

        Assert.That(numbers, Is.EqualTo(new uint[] { 0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e }));
    }

    [TestCase(0UL, 0UL)]
    [TestCase(1UL, 0UL)]
    [TestCase(42UL, 54UL)]
    [TestCase(ulong.MaxValue, ulong.MaxValue)]
    public void NumbersAreThoseOfPcgFromMixedSeeds(ulong seed, ulong stream)
    {
        var reference = new Pcg32(Mix.Finish(seed), Mix.Finish(stream));
        var random = new RoomRandom(seed, stream);

        for (var i = 0; i < 1_000; i++)
        {
            Assert.That(random.NextUInt(), Is.EqualTo(reference.Next()), $"number {i}");
        }
    }

    // Part of every match's replay: a change here changes recorded matches.
    [Test]
    public void SeedOneStartsWithTheseNumbers()
    {
        var random = new RoomRandom(1);
        uint[] numbers = [random.NextUInt(), random.NextUInt(), random.NextUInt(), random.NextUInt()];

        Assert.That(numbers, Is.EqualTo(new uint[] { 0xE024D49B, 0x59481CB4, 0x5ACCC299, 0x32FA69B8 }));
    }

    [Test]
    public void StreamsOfOneSeedDiffer()
    {
        RoomRandom a = new(7, 0), b = new(7, 1);

        Assert.That(Enumerable.Range(0, 100).Count(_ => a.NextUInt() == b.NextUInt()), Is.Zero);
    }

    [Test]
    public void CopyGoesOnByItself()
    {
        var random = new RoomRandom(5);
        var copy = random;
        var ahead = copy.NextUInt();

        Assert.That(random.NextUInt(), Is.EqualTo(ahead));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    [TestCase(100)]
    public void WholeNumbersAreUniform(int bound)
    {
        const int Draws = 100_000;
        var random = new RoomRandom(2026);
        var counts = new int[bound];
        for (var i = 0; i < Draws; i++)
        {
            counts[random.NextInt(bound)]++;
        }

        var expected = (double)Draws / bound;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);

        // Mean bound - 1, deviation sqrt(2 (bound - 1)); four deviations, under a fixed seed.
        Assert.That(chiSquare, Is.LessThanOrEqualTo(bound - 1 + (4 * Math.Sqrt(2.0 * (bound - 1)))));
    }

    [Test]
    public void LargestBoundStaysInside()
    {
        var random = new RoomRandom(3);

        Assert.That(Enumerable.Range(0, 10_000).All(_ => random.NextInt(int.MaxValue) is >= 0 and < int.MaxValue), Is.True);
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void BoundBelowOneThrows(int bound)
    {
        var random = new RoomRandom(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt(bound));
    }

    [Test]
    public void FloatsAreUniformInTheUnitInterval()
    {
        var random = new RoomRandom(11);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => random.NextFloat()).ToArray();

        Assert.That(numbers.Min(), Is.GreaterThanOrEqualTo(0f));
        Assert.That(numbers.Max(), Is.LessThan(1f));
        Assert.That(numbers.Average(), Is.EqualTo(0.5).Within(0.004));
        Assert.That(numbers.Average(n => n * n), Is.EqualTo(1.0 / 3).Within(0.004));
    }

    [Test]
    public void RangedFloatsStayInTheirRange()
    {
        var random = new RoomRandom(12);

        Assert.That(Enumerable.Range(0, 10_000).All(_ => random.NextFloat(-100, 50) is >= -100 and < 50), Is.True);
    }

    // This seed starts with 24 set bits: 1 + (1 - 2^-24) rounds up to 2.
    [Test]
    public void UpperEndOfARangeIsLeftOutEvenByRounding()
    {
        var random = new RoomRandom(23_211_144);
        Assert.That(random.NextFloat(), Is.EqualTo(1 - (1f / (1 << 24))));

        random = new RoomRandom(23_211_144);
        Assert.That(random.NextFloat(1, 2), Is.InRange(1f, 1.9999999f));
    }

    /// <summary>pcg32 as its paper prints it.</summary>
    private struct Pcg32
    {
        private readonly ulong increment;
        private ulong state;

        public Pcg32(ulong initState, ulong initSequence)
        {
            increment = (initSequence << 1) | 1;
            Next();
            state = unchecked(state + initState);
            Next();
        }

        public uint Next()
        {
            var old = state;
            state = unchecked((old * 6364136223846793005UL) + increment);
            return uint.RotateRight(unchecked((uint)(((old >> 18) ^ old) >> 27)), (int)(old >> 59));
        }
    }
}
