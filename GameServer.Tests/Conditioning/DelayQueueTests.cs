using CsCheck;
using GameServer.Client.Conditioning;

namespace GameServer.Tests.Conditioning;

internal sealed class DelayQueueTests
{
    [Test]
    public void ParcelsComeByDueThenByOrder() => Gen.Int[0, 20].List[0, 200].Sample(dues =>
    {
        var queue = new DelayQueue(capacity: 256, smallBufferBytes: 16);
        for (var i = 0; i < dues.Count; i++)
        {
            queue.TryAdd(dues[i], ParcelKind.Datagram, [(byte)i], out _);
        }

        var expected = Enumerable.Range(0, dues.Count).OrderBy(i => dues[i]).ToList();
        List<int> taken = [];
        while (queue.TryTake(now: 100, out var parcel))
        {
            taken.Add(parcel.Bytes[0]);
            queue.Recycle(parcel);
        }

        return taken.SequenceEqual(expected);
    });

    [Test]
    public void ParcelStaysUntilItIsDue()
    {
        var queue = new DelayQueue(capacity: 4, smallBufferBytes: 16);
        queue.TryAdd(due: 2, ParcelKind.Datagram, [1], out _);

        Assert.That(queue.TryTake(now: 1.999, out _), Is.False);
        Assert.That(queue.TryTake(now: 2, out _), Is.True);
        Assert.That(queue.Count, Is.Zero);
    }

    [Test]
    public void FullQueueRefuses()
    {
        var queue = new DelayQueue(capacity: 3, smallBufferBytes: 16);
        for (var i = 0; i < 3; i++)
        {
            Assert.That(queue.TryAdd(i, ParcelKind.Datagram, [1], out _), Is.True);
        }

        Assert.That(queue.TryAdd(0, ParcelKind.Datagram, [1], out _), Is.False);
    }

    [Test]
    public void LongParcelsKeepTheirBytes()
    {
        var queue = new DelayQueue(capacity: 8, smallBufferBytes: 16);
        foreach (var length in new[] { 5, 5000, 16, 17, 0, 32_768 })
        {
            var bytes = Enumerable.Range(0, length).Select(static i => (byte)i).ToArray();
            queue.TryAdd(0, ParcelKind.Reliable, bytes, out _);
            queue.TryTake(0, out var parcel);
            Assert.That(parcel.Bytes.SequenceEqual(bytes), Is.True);
            queue.Recycle(parcel);
        }
    }

    [Test]
    public void SteadyFlowAllocatesNothing()
    {
        var queue = new DelayQueue(capacity: 64, smallBufferBytes: 1200);
        Flow(queue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Flow(queue);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static void Flow(DelayQueue queue)
    {
        Span<byte> bytes = stackalloc byte[200];
        for (var i = 0; i < 500; i++)
        {
            queue.TryAdd(i + (i * 7 % 20), ParcelKind.Datagram, bytes, out _);
            while (queue.TryTake(i, out var parcel))
            {
                queue.Recycle(parcel);
            }
        }

        queue.Clear();
    }
}
