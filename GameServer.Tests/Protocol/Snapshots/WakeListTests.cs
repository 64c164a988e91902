using CsCheck;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;

namespace GameServer.Tests.Protocol.Snapshots;

internal sealed class WakeListTests
{
    [Test]
    public void ListComesBackAndCostsWhatWasPromised() => Gen.Select(Gen.Int[1, 1_000], Gen.Double[0, 1], Gen.Int).Sample(
        static (resting, share, seed) =>
        {
            var random = new Random(seed);
            int[] woken = [.. Enumerable.Range(0, resting).Where(_ => random.NextDouble() < share * share)];
            var buffer = new byte[8_000];
            var writer = new BitWriter(buffer);
            var gaps = Gaps(woken);
            WakeList.Write(ref writer, resting, gaps);
            Assert.That(writer.Position, Is.EqualTo(WakeList.BitsOf(resting, gaps)));

            var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
            var read = new int[resting];
            Assert.That(WakeList.TryRead(ref reader, resting, read, out var count), Is.True);
            Assert.That(read.Take(count), Is.EqualTo(woken));
        },
        iter: 2_000);

    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(60_000, 1)]
    public void RestCostsABitHoweverManyRest(int resting, int bits) => Assert.That(WakeList.BitsOf(resting, []), Is.EqualTo(bits));

    [TestCase(3, 3, Description = "the one behind the last")]
    [TestCase(3, 60)]
    public void WakingSomebodyBeyondTheRestingIsRefused(int resting, int gap)
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        ReadOnlySpan<int> gaps = [gap];
        WakeList.Write(ref writer, resting, gaps);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        Assert.That(WakeList.TryRead(ref reader, resting, new int[resting], out _), Is.False);
    }

    [Test]
    public void MoreThanThereAreIsRefused()
    {
        var buffer = new byte[16];
        var writer = new BitWriter(buffer);
        ReadOnlySpan<int> gaps = [0, 0, 0, 0];
        WakeList.Write(ref writer, 8, gaps);
        var reader = new BitReader(buffer.AsSpan(0, writer.Finish()));
        Assert.That(WakeList.TryRead(ref reader, 3, new int[3], out _), Is.False);
    }

    [Test]
    public void NoiseNeverThrows() => Gen.Select(Gen.Byte.Array[0, 12], Gen.Int[0, 100]).Sample(
        static (bytes, resting) =>
        {
            var reader = new BitReader(bytes);
            var woken = new int[resting];
            if (WakeList.TryRead(ref reader, resting, woken, out var count))
            {
                Assert.That(woken.Take(count), Is.Ordered.And.All.InRange(0, Math.Max(0, resting - 1)));
            }
        },
        iter: 10_000);

    private static int[] Gaps(int[] woken) => [.. woken.Select((place, i) => i == 0 ? place : place - woken[i - 1] - 1)];
}
