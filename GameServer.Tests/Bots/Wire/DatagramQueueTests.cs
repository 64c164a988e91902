using System.Runtime.InteropServices;
using GameServer.Tools.Bots.Wire;

namespace GameServer.Tests.Bots.Wire;

internal sealed unsafe class DatagramQueueTests
{
    private const int BytesMax = 100;

    private byte* memory;
    private DatagramQueue queue = null!;

    [SetUp]
    public void Make()
    {
        memory = (byte*)NativeMemory.Alloc(BytesMax);
        queue = new DatagramQueue(memory, BytesMax);
    }

    [TearDown]
    public void Free() => NativeMemory.Free(memory);

    [Test]
    public void GivesBackInOrderWhatItTookEmptyOnesToo()
    {
        byte[][] all = [[1, 2, 3], [], [4]];
        Assert.That(all, Has.All.Matches<byte[]>(datagram => queue.TryAdd(datagram)));

        Assert.That(TakeAll(), Is.EqualTo(all));
        Assert.That(TakeAll(), Is.Empty);
    }

    [Test]
    public void RefusesWhatDoesNotFitAndKeepsTheRest()
    {
        Assert.That(queue.TryAdd(new byte[60]), Is.True);
        Assert.That(queue.TryAdd(new byte[37]), Is.False, "60 + 37 bytes and a length of 2 each are more than 100");
        Assert.That(queue.TryAdd(new byte[36]), Is.True);
        Assert.That(queue.TryAdd([]), Is.False);

        Assert.That(TakeAll().ConvertAll(static datagram => datagram.Length), Is.EqualTo([60, 36]));
        Assert.That(queue.TryAdd(new byte[98]), Is.True, "what was taken makes room");
    }

    [Test]
    public void ClearedForgets()
    {
        queue.TryAdd([1]);
        queue.Clear();

        Assert.That(TakeAll(), Is.Empty);
    }

    private List<byte[]> TakeAll()
    {
        var taken = new List<byte[]>();
        while (queue.TryTake(out var datagram))
        {
            taken.Add(datagram.ToArray());
        }

        return taken;
    }
}
