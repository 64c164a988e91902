using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;

namespace GameServer.Tests.Protocol.Datagrams;

internal sealed class AckFieldTests
{
    // Mostly neighbours, as on a network, with jumps of about the window's length and far ones among them.
    private static readonly Gen<int[]> Steps = Gen.Frequency((10, Gen.Int[-3, 3]), (3, Gen.Int[-70, 70]), (2, Gen.OneOf(63, 64, 65, -63, -64, -65)), (1, Gen.Int[-5_000, 5_000]))
        .Array[1, 60];

    [Test]
    public void FieldSaysWhatANaiveSetSays() => Gen.Select(Gen.Int[1, 200_000], Steps).Sample(
        static (start, steps) =>
        {
            var field = new AckField();
            var naive = new HashSet<ulong>();
            ulong newest = 0;
            long sequence = start;
            foreach (var step in steps)
            {
                sequence = Math.Max(1, sequence + step);
                field = field.With((ulong)sequence);
                newest = Math.Max(newest, (ulong)sequence);

                // What had left the window when it came is not remembered; what leaves later is forgotten.
                if (newest - (ulong)sequence < AckField.Window)
                {
                    naive.Add((ulong)sequence);
                }

                naive.RemoveWhere(s => newest - s >= AckField.Window);
                for (var asked = newest > 80 ? newest - 80 : 0; asked <= newest + 3; asked++)
                {
                    if (field.Has(asked) != naive.Contains(asked))
                    {
                        Assert.Fail($"{asked} with newest {newest}: {field.Has(asked)}");
                    }
                }
            }
        },
        iter: 1_000);

    [TestCase(1, true)]
    [TestCase(63, true)]
    [TestCase(64, true)]
    [TestCase(65, false)]
    [TestCase(66, false)]
    [TestCase(200, false)]
    public void OlderOneIsKnownForTheWindow(int ahead, bool isKnown)
    {
        var field = new AckField().With(10).With(10 + (ulong)ahead);
        Assert.That(field.Newest, Is.EqualTo(10 + (ulong)ahead));
        Assert.That(field.Has(10), Is.EqualTo(isKnown));
        Assert.That(field.Before, Is.EqualTo(isKnown ? 1UL << (ahead - 1) : 0));
    }

    [TestCase(64, true)]
    [TestCase(65, false)]
    public void LateOneIsTakenInWithinTheWindow(int behind, bool isTaken)
    {
        var field = new AckField().With(100);
        var after = field.With(100 - (ulong)behind);
        Assert.That(after.Newest, Is.EqualTo(100));
        Assert.That(after != field, Is.EqualTo(isTaken));
    }

    [Test]
    public void NothingIsKnownAtFirst()
    {
        var field = new AckField();
        Assert.That(field.Has(0), Is.False);
        Assert.That(field.Has(1), Is.False);
        Assert.That(field.With(1), Is.EqualTo(new AckField(1, 0)), "There is no datagram 0 that a field could tell of.");
    }

    [Test]
    public void FieldComesBackOverTheWire() => Gen.Select(Gen.ULong[0, 1UL << 40], Gen.OneOf(Gen.ULong, Gen.Const(ulong.MaxValue), Gen.Const(0UL)), Gen.Int[0, 8_000]).Sample(
        static (newest, before, ahead) =>
        {
            var field = new AckField(newest, before);
            var buffer = new byte[16];
            var writer = new BitWriter(buffer);
            field.Write(ref writer);
            Assert.That(writer.Position, Is.EqualTo(before == ulong.MaxValue ? 15 : 79));

            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            Assert.That(AckField.Read(ref reader, newest + (ulong)ahead), Is.EqualTo(field));
            Assert.That(reader.IsAtEnd(), Is.True);
        },
        iter: 2_000);

    [TestCase(65_535ul)]
    [TestCase(65_536ul)]
    [TestCase(65_537ul)]
    [TestCase(131_071ul)]
    public void WrapOfTheSixteenBitsIsInvisible(ulong newest)
    {
        var field = new AckField().With(newest - 40).With(newest);
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        field.Write(ref writer);
        foreach (var sent in (ulong[])[newest, newest + 1, newest + 65])
        {
            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            Assert.That(AckField.Read(ref reader, sent), Is.EqualTo(field));
        }
    }
}
