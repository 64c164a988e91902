using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Rooms;
using GameServer.Simulation.Identity;

namespace GameServer.Tests.Rooms;

internal sealed class RoomInboxTests
{
    [Test]
    public void DatagramsAreReadInTheOrderOfTheirArrival()
    {
        var inbox = new RoomInbox(seatsMax: 4);
        Add(inbox, 2, 10);
        Add(inbox, 0, 11);
        Add(inbox, 2, 12);
        Assert.That(Read(inbox), Is.EqualTo(new[] { (2, 10), (0, 11), (2, 12) }));
        Assert.That(inbox.Count, Is.EqualTo(3), "reading takes nothing out");
    }

    [Test]
    public void BytesAndTimeOfArrivalAreKept()
    {
        var inbox = new RoomInbox(seatsMax: 1);
        var datagram = new byte[] { 1, 2, 3 };
        inbox.TryAdd(new SeatId(0), datagram, arrival: 77);
        inbox.TryAdd(new SeatId(0), default, arrival: 78);
        datagram[0] = 9;
        var cursor = 0;
        Assert.That(inbox.TryRead(ref cursor, out _, out var first, out var arrival), Is.True);
        Assert.That(first.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(arrival, Is.EqualTo(77));
        Assert.That(inbox.TryRead(ref cursor, out _, out var second, out arrival), Is.True);
        Assert.That((second.Length, arrival), Is.EqualTo((0, 78L)));
        Assert.That(inbox.TryRead(ref cursor, out _, out _, out _), Is.False);
    }

    [Test]
    public void SeatOverItsShareLosesItsOldest()
    {
        var inbox = new RoomInbox(seatsMax: 4);
        Add(inbox, 1, 100);
        for (var i = 0; i < RoomInbox.SeatShareMax + 3; i++)
        {
            Add(inbox, 0, i);
        }

        Assert.That(Read(inbox), Is.EqualTo(Enumerable.Range(3, RoomInbox.SeatShareMax).Select(static i => (0, i)).Prepend((1, 100))));
        Assert.That(inbox.DroppedOldest, Is.EqualTo(3));
    }

    // A link that had stalled lets everything go at once, and not in its order: what the newest says, no older one says.
    [Test]
    public void OldestIsSoByItsNumberAndNotByItsArrival()
    {
        var inbox = new RoomInbox(seatsMax: 1);
        int[] numbers = [16_390, 16_380, 16_391, 16_379, 16_384, 16_388, 16_385, 16_387, 16_386, 16_381, 16_389];
        foreach (var number in numbers)
        {
            Add(inbox, 0, number);
        }

        Assert.That(Read(inbox).Select(static r => r.Mark), Is.EquivalentTo(Enumerable.Range(16_384, RoomInbox.SeatShareMax)), "over the end of the bits, too");
        Assert.That(inbox.DroppedOldest, Is.EqualTo(3));
    }

    [Test]
    public void WhatIsNoInputGoesBeforeAnyInput()
    {
        var inbox = new RoomInbox(seatsMax: 1);
        Add(inbox, 0, 1);
        inbox.TryAdd(new SeatId(0), [0xFF, 0xFF, 0xFF, 0xFF], arrival: 2);
        for (var i = 0; i < RoomInbox.SeatShareMax - 1; i++)
        {
            Add(inbox, 0, 2 + i);
        }

        Assert.That(Read(inbox).Select(static r => r.Mark), Is.EqualTo(Enumerable.Range(1, RoomInbox.SeatShareMax)));
    }

    [Test]
    public void ClearedInboxGivesEverySeatItsWholeShareAgain()
    {
        var inbox = new RoomInbox(seatsMax: 1);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < RoomInbox.SeatShareMax; i++)
            {
                Add(inbox, 0, i);
            }

            Assert.That(Read(inbox), Has.Count.EqualTo(RoomInbox.SeatShareMax));
            inbox.Clear();
            Assert.That(Read(inbox), Is.Empty);
        }

        Assert.That(inbox.DroppedOldest, Is.Zero);
    }

    [Test]
    public void TooLongDatagramIsRefusedAndCounted()
    {
        var inbox = new RoomInbox(seatsMax: 1);
        Assert.That(inbox.TryAdd(new SeatId(0), new byte[DatagramLimits.InputBytesMax], 0), Is.True);
        Assert.That(inbox.TryAdd(new SeatId(0), new byte[DatagramLimits.InputBytesMax + 1], 0), Is.False);
        Assert.That(inbox.RefusedTooLong, Is.EqualTo(1));
    }

    // Places of dropped datagrams were once not used again before the next tick: enough of them, and nobody else's came in.
    [Test]
    public void FlooderLeavesTheOthersTheirShares([Values(1, 4, 16)] int seats)
    {
        var inbox = new RoomInbox(seats);
        for (var i = 0; i < 10_000; i++)
        {
            Add(inbox, 0, i);
        }

        for (var seat = 1; seat < seats; seat++)
        {
            for (var i = 0; i < RoomInbox.SeatShareMax; i++)
            {
                Assert.That(inbox.TryAdd(new SeatId(seat), BitConverter.GetBytes(i), 0), Is.True, $"datagram {i} of seat {seat}");
            }
        }

        Assert.That(inbox.RefusedTooLong, Is.Zero);
        var read = Read(inbox);
        Assert.That(read.Where(static r => r.Seat == 0), Is.EqualTo(Enumerable.Range(10_000 - RoomInbox.SeatShareMax, RoomInbox.SeatShareMax).Select(static i => (0, i))));
        Assert.That(read, Has.Count.EqualTo(seats * RoomInbox.SeatShareMax));
    }

    [Test]
    public void ForgottenSeatHasNothingWaiting()
    {
        var inbox = new RoomInbox(seatsMax: 2);
        Add(inbox, 0, 1);
        Add(inbox, 1, 2);
        Add(inbox, 0, 3);
        inbox.Forget(new SeatId(0));
        Assert.That(Read(inbox), Is.EqualTo(new[] { (1, 2) }));
        Assert.That(inbox.DroppedOldest, Is.Zero, "nobody flooded");
    }

    [Test]
    public void SteadyTrafficAllocatesNothing()
    {
        var inbox = new RoomInbox(seatsMax: 4);
        var datagram = new byte[60];
        Fill(inbox, datagram);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Fill(inbox, datagram);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static void Fill(RoomInbox inbox, byte[] datagram)
    {
        for (var i = 0; i < 40; i++)
        {
            inbox.TryAdd(new SeatId(i % 4), datagram, i);
        }

        var cursor = 0;
        while (inbox.TryRead(ref cursor, out _, out _, out _))
        {
        }

        inbox.Clear();
    }

    // The beginning of an input datagram that has the mark for its number.
    private static void Add(RoomInbox inbox, int seat, int mark)
    {
        var bytes = new byte[8];
        var writer = new BitWriter(bytes);
        writer.Write((uint)DatagramKind.Input, DatagramKinds.Bits);
        writer.Write((uint)mark % (1 << LowBits.Count), LowBits.Count);
        writer.Write((uint)mark, 32);
        Assert.That(inbox.TryAdd(new SeatId(seat), bytes.AsSpan(0, writer.Finish()), arrival: mark), Is.True);
    }

    private static List<(int Seat, int Mark)> Read(RoomInbox inbox)
    {
        var read = new List<(int, int)>();
        for (var cursor = 0; inbox.TryRead(ref cursor, out var seat, out var datagram, out _);)
        {
            var reader = new BitReader(datagram);
            reader.Read(DatagramKinds.Bits + LowBits.Count);
            read.Add((seat.Index, (int)reader.Read(32)));
        }

        return read;
    }
}
