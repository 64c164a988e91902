using System.Net;
using System.Net.Sockets;
using GameServer.Sockets;

namespace GameServer.Tests.Sockets;

[Category("RealUdp")]
[Platform("Linux")]
internal sealed class RingTests
{
    private const int Slots = 8;
    private const int BytesMax = 100;

    private Socket server = null!;
    private Socket other = null!;
    private ReceiveRing receiving = null!;
    private SendRing sending = null!;

    [SetUp]
    public void Open()
    {
        (server, other) = (Bound(AddressFamily.InterNetwork), Bound(AddressFamily.InterNetwork));
        receiving = new ReceiveRing(server.Handle, Slots, BytesMax);
        sending = new SendRing(server.Handle, Slots, BytesMax);
    }

    [TearDown]
    public void Close()
    {
        receiving.Dispose();
        sending.Dispose();
        server.Dispose();
        other.Dispose();
    }

    [Test]
    public void CallsAreAllowedHereAndNotOnWhatIsNoSocket()
    {
        Assert.That(SocketCalls.AreAllowed(server.Handle), Is.True);
        Assert.That(SocketCalls.AreAllowed(-1), Is.False);
    }

    [Test]
    public void NothingWaitsAtFirst() => Assert.That(receiving.Receive(Slots), Is.Zero);

    [Test]
    public void DatagramsComeInOrderWithTheirSenders()
    {
        using var third = Bound(AddressFamily.InterNetwork);
        other.SendTo(new byte[] { 1 }, server.LocalEndPoint!);
        third.SendTo(new byte[] { 2, 2 }, server.LocalEndPoint!);
        other.SendTo(ReadOnlySpan<byte>.Empty, SocketFlags.None, server.LocalEndPoint!);

        Assert.That(receiving.Receive(Slots), Is.EqualTo(3));
        Assert.That(receiving.At(0, out var first).ToArray(), Is.EqualTo(new byte[] { 1 }));
        Assert.That(receiving.At(1, out var second).ToArray(), Is.EqualTo(new byte[] { 2, 2 }));
        Assert.That(receiving.At(2, out var again).Length, Is.Zero);
        Assert.That((first, second, again), Is.EqualTo((NameOf(other), NameOf(third), NameOf(other))));
        Assert.That(receiving.Calls, Is.EqualTo(1));
    }

    [TestCase(BytesMax, BytesMax)]
    [TestCase(BytesMax + 1, BytesMax + 1)]
    public void LongerDatagramIsToldByItsLength(int sent, int least)
    {
        other.SendTo(new byte[sent], server.LocalEndPoint!);
        other.SendTo(new byte[60_000], server.LocalEndPoint!);

        Assert.That(receiving.Receive(Slots), Is.EqualTo(2));
        Assert.That(receiving.At(0, out _).Length, Is.EqualTo(least));
        Assert.That(receiving.At(1, out _).Length, Is.GreaterThan(BytesMax));
    }

    [Test]
    public void WhatDoesNotFitOneCallComesWithTheNext()
    {
        for (byte i = 0; i < Slots + 3; i++)
        {
            other.SendTo(new[] { i }, server.LocalEndPoint!);
        }

        Assert.That(receiving.Receive(5), Is.EqualTo(5));
        Assert.That(receiving.Receive(Slots), Is.EqualTo(Slots + 3 - 5));
        Assert.That(receiving.At(0, out _)[0], Is.EqualTo(5));
    }

    [Test]
    public void SendsWaitForTheFlushOrTheRingsEnd()
    {
        for (byte i = 0; i < Slots - 1; i++)
        {
            Put(i, NameOf(other));
        }

        Assert.That(other.Available, Is.Zero);
        Put(Slots - 1, NameOf(other));
        Put(Slots, NameOf(other));
        Assert.That((sending.Calls, Waiting()), Is.EqualTo((1, Slots)));
        sending.Flush();
        Assert.That((sending.Calls, Waiting()), Is.EqualTo((2, 1)));
        sending.Flush();
        Assert.That((sending.Calls, sending.Errors, sending.ShortSends), Is.EqualTo((2, 0, 0)));
    }

    [Test]
    public void OneThatCannotBeSentDoesNotCostTheOthersTheirs()
    {
        var nowhere = SocketName.Of(new IPEndPoint(IPAddress.Loopback, 0).Serialize());
        Put(1, NameOf(other));
        Put(2, nowhere);
        Put(3, NameOf(other));
        Put(4, nowhere);
        sending.Flush();

        Assert.That(Waiting(), Is.EqualTo(2));
        Assert.That((sending.Errors, sending.ShortSends), Is.EqualTo((2, 2)));
    }

    [Test]
    public void SendsToIPv6()
    {
        using var server6 = Bound(AddressFamily.InterNetworkV6);
        using var other6 = Bound(AddressFamily.InterNetworkV6);
        using var sending6 = new SendRing(server6.Handle, Slots, BytesMax);
        using var receiving6 = new ReceiveRing(other6.Handle, Slots, BytesMax);
        sending6.Next[0] = 7;
        sending6.Put(NameOf(other6), 1);
        sending6.Flush();

        Assert.That(receiving6.Receive(Slots), Is.EqualTo(1));
        Assert.That(receiving6.At(0, out var from)[0], Is.EqualTo(7));
        Assert.That(from, Is.EqualTo(NameOf(server6)));
    }

    [Test]
    public void SenderIsTheOneThatWasNamedAndTheReceiverIsTold()
    {
        using var any = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        any.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
        any.Bind(new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)any.LocalEndPoint!).Port;
        using var sendingAny = new SendRing(any.Handle, Slots, BytesMax, namesSenders: true);
        using var receivingAny = new ReceiveRing(any.Handle, Slots, BytesMax, tellsReceivers: true);
        var places = Array.ConvertAll(["127.3.0.9", "127.4.5.6"], static text => IPAddress.Parse(text));
        foreach (var place in places)
        {
            sendingAny.Next[0] = 7;
            sendingAny.Put(NameOf(server), 1, BitConverter.ToUInt32(place.GetAddressBytes()));
            other.SendTo(new byte[] { 8 }, new IPEndPoint(place, port));
        }

        sendingAny.Flush();
        Assert.That((receiving.Receive(Slots), receivingAny.Receive(Slots)), Is.EqualTo((2, 2)));
        for (var i = 0; i < places.Length; i++)
        {
            receiving.At(i, out var from);
            Assert.That(from, Is.EqualTo(SocketName.Of(new IPEndPoint(places[i], port).Serialize())));
            Assert.That(receivingAny.ReceiverAt(i), Is.EqualTo(BitConverter.ToUInt32(places[i].GetAddressBytes())));
        }
    }

    [Test]
    public void TooLongADatagramThrows() => Assert.That(() => sending.Put(NameOf(other), BytesMax + 1), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void DropsOfTheKernelAreToldWithWhatComesNext()
    {
        server.SetRawSocketOption(1, 40, BitConverter.GetBytes(1));
        server.ReceiveBufferSize = 4096;
        for (var i = 0; i < 100; i++)
        {
            other.SendTo(new byte[BytesMax], server.LocalEndPoint!);
        }

        var received = 0;
        for (var came = Slots; came == Slots; received += came)
        {
            came = receiving.Receive(Slots);
        }

        Assert.That(receiving.Drops, Is.Zero, "those that waited were queued before the first drop");
        other.SendTo(new byte[BytesMax], server.LocalEndPoint!);
        Assert.That(receiving.Receive(Slots), Is.EqualTo(1));
        Assert.That(receiving.Drops, Is.EqualTo(100 - received).And.GreaterThan(50));
    }

    private void Put(byte first, in SocketName to)
    {
        sending.Next[0] = first;
        sending.Put(to, 1);
    }

    private int Waiting()
    {
        var count = 0;
        for (var buffer = new byte[BytesMax]; other.Available > 0; count++)
        {
            other.Receive(buffer);
        }

        return count;
    }

    private static SocketName NameOf(Socket socket) => SocketName.Of(socket.LocalEndPoint!.Serialize());

    private static Socket Bound(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0));
        return socket;
    }
}
