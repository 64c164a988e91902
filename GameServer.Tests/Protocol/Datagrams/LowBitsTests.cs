using CsCheck;
using GameServer.Protocol.Datagrams;

namespace GameServer.Tests.Protocol.Datagrams;

internal sealed class LowBitsTests
{
    private const int Half = 1 << (LowBits.Count - 1);
    private const uint Mask = (1u << LowBits.Count) - 1;

    [Test]
    public void SequenceWithinHalfTheRangeIsFound() => Gen.Select(Gen.ULong[0, 1UL << 40], Gen.Int[-Half, Half - 1]).Sample(
        static (around, distance) =>
        {
            if (distance < 0 && around < (ulong)-distance)
            {
                return; // There is nothing below 0 to be found.
            }

            var value = around + (ulong)(long)distance;
            Assert.That(LowBits.Complete((uint)(value & Mask), around), Is.EqualTo(value));
        },
        iter: 5_000);

    [Test]
    public void TickWithinHalfTheRangeIsFound() => Gen.Select(Gen.UInt[Half, uint.MaxValue - Half], Gen.Int[-Half, Half - 1]).Sample(
        static (around, distance) =>
        {
            var value = (uint)(around + distance);
            Assert.That(LowBits.Complete(value & Mask, around), Is.EqualTo(value));
        },
        iter: 5_000);

    [TestCase(0x3FFFu, 0x4000ul, 0x3FFFul)]
    [TestCase(0u, 0x3FFFul, 0x4000ul)]
    [TestCase(0x2000u, 0x4000ul, 0x2000ul, TestName = "ExactlyHalfwayBackIsStillBack")]
    [TestCase(0x1FFFu, 0x4000ul, 0x5FFFul, TestName = "OneLessThanHalfwayIsAhead")]
    [TestCase(0x3FFFu, 0ul, 0x3FFFul, TestName = "NothingIsBelowZero")]
    [TestCase(0x3FFEu, 1ul, 0x3FFEul, TestName = "NothingIsBelowZeroEither")]
    public void WrapOfTheLowBitsIsCrossed(uint low, ulong around, ulong expected) => Assert.That(LowBits.Complete(low, around), Is.EqualTo(expected));

    [Test]
    public void CounterIsFollowedOverManyWraps()
    {
        ulong known = 0;
        for (ulong sequence = 1; sequence < 400_000; sequence += 777)
        {
            known = LowBits.Complete((uint)(sequence & Mask), known);
            Assert.That(known, Is.EqualTo(sequence));
        }
    }
}
