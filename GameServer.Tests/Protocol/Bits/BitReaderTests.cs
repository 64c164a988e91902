using CsCheck;
using GameServer.Protocol.Bits;

namespace GameServer.Tests.Protocol.Bits;

internal sealed class BitReaderTests
{
    [Test]
    public void EveryPositionReadsTheBitsThatStandThere() => Gen.Select(Gen.Byte.Array[0, 20], Gen.Int[0, 160], Gen.Int[0, 32]).Sample(
        static (bytes, offset, bits) =>
        {
            var reader = new BitReader(bytes, Math.Min(offset, bytes.Length * 8));
            var start = reader.Position;
            var fits = start + bits <= bytes.Length * 8;
            var peeked = reader.Peek();
            var value = reader.Read(bits);

            uint expected = 0;
            for (var i = 0; i < bits && fits; i++)
            {
                expected |= (uint)((bytes[(start + i) / 8] >> ((start + i) % 8)) & 1) << i;
            }

            Assert.That(value, Is.EqualTo(expected));
            Assert.That(reader.IsExhausted, Is.EqualTo(!fits));
            Assert.That(reader.Position, Is.EqualTo(fits ? start + bits : start));
            if (fits)
            {
                Assert.That((uint)(peeked & ((1UL << bits) - 1)), Is.EqualTo(expected));
            }
        },
        iter: 5_000);

    [Test]
    public void AfterTheEndEverythingIsZero()
    {
        var reader = new BitReader([0xFF, 0xFF]);
        reader.Read(9);
        Assert.That(reader.Read(8), Is.Zero);
        Assert.That(reader.IsExhausted, Is.True);
        Assert.That(reader.Read(1), Is.Zero, "A shorter read must not bring an exhausted reader back to life.");
        Assert.That(reader.ReadBit(), Is.False);
        Assert.That(reader.IsAtEnd(), Is.False);
    }

    [Test]
    public void PeekBeyondTheEndGivesZeros()
    {
        var reader = new BitReader([0xFF], offset: 4);
        Assert.That(reader.Peek(), Is.EqualTo(0xF));
        reader.Read(4);
        Assert.That(reader.Peek(), Is.Zero);
        Assert.That(new BitReader([]).Peek(), Is.Zero);
    }

    [TestCase(new byte[] { }, 0, true)]
    [TestCase(new byte[] { 0b0000_0111 }, 3, true)]
    [TestCase(new byte[] { 0b0001_0111 }, 3, false, TestName = "OneBitOfPaddingIsNotTheEnd")]
    [TestCase(new byte[] { 0b0000_0111, 0 }, 3, false, TestName = "WholeByteOfZerosIsNotTheEnd")]
    [TestCase(new byte[] { 0b0000_0111 }, 0, false, TestName = "UnreadByteIsNotTheEnd")]
    public void EndIsZerosUpToTheByte(byte[] bytes, int read, bool isEnd)
    {
        var reader = new BitReader(bytes);
        reader.Read(read);
        Assert.That(reader.IsAtEnd(), Is.EqualTo(isEnd));
    }
}
