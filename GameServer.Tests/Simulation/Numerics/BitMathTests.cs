using System.Numerics;
using CsCheck;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Simulation.Numerics;

public sealed class BitMathTests
{
    [TestCase(0u, 0)]
    [TestCase(1u, 1)]
    [TestCase(2u, 2)]
    [TestCase(255u, 8)]
    [TestCase(256u, 9)]
    [TestCase(uint.MaxValue, 32)]
    public void BitsForCountsTheBitsOfTheLargest(uint value, int bits) => Assert.That(BitMath.BitsFor(value), Is.EqualTo(bits));

    [Test]
    public void LowestBitOfNothingIsBeyondTheLast() => Assert.That(BitMath.LowestBit(0), Is.EqualTo(64));

    [Test]
    public void LowestBitAndCountAreThoseOfTheRuntime() => Gen.ULong.Sample(value =>
        BitMath.LowestBit(value) == BitOperations.TrailingZeroCount(value) && BitMath.Count(value) == BitOperations.PopCount(value));

    [TestCase(-5, 1)]
    [TestCase(0, 1)]
    [TestCase(1, 1)]
    [TestCase(3, 4)]
    [TestCase(64, 64)]
    [TestCase(65, 128)]
    [TestCase((1 << 30) - 1, 1 << 30)]
    public void PowerOfTwoIsAtLeastTheValue(int value, int power) => Assert.That(BitMath.PowerOfTwoAtLeast(value), Is.EqualTo(power));
}
