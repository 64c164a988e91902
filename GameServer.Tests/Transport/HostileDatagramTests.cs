using System.Buffers.Binary;
using GameServer.Sockets;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>What strangers and hostile clients can send: real sockets, bytes made by hand, the server's time turned by hand.</summary>
[Category("RealUdp")]
[TestFixtureSource(typeof(TransportPaths), nameof(TransportPaths.All))]
internal sealed class HostileDatagramTests(TransportPath path)
{
    private RawBench bench = null!;

    [SetUp]
    public void Open() => bench = new RawBench(path);

    [TearDown]
    public void Close() => bench.Dispose();

    [Test]
    public void StrangerIsNeverAnswered()
    {
        var peer = bench.AddPeer();
        var sent = 0;
        for (var first = 0; first < 256; first++)
        {
            foreach (var length in new[] { 1, 2, 3, 4, 9, 10, 11, 15, 18, 34, 54, 62, 100, 1200 })
            {
                var datagram = new byte[length];
                datagram[0] = (byte)first;
                peer.Send(datagram);
                sent++;
            }

            bench.Turn();
        }

        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(bench.Server.Counters.RefusedTotal, Is.EqualTo(sent));
        Assert.That(bench.Server.PeersHeld, Is.Zero);
        Assert.That(bench.Events.Hellos, Is.Empty);
    }

    [Test]
    public void ReflectedNotFoundIsNotAnswered()
    {
        var stranger = bench.AddPeer();
        var connected = bench.AddConnected();
        foreach (var peer in new[] { stranger, connected })
        {
            peer.Send(15);
            peer.Send(15, 1);
            peer.Send(NetworkChanged(connectTime: 1001));
            peer.Send(16);
            bench.Turn();
            Assert.That(peer.ReceiveAll(), Is.Empty);
        }

        Assert.That(bench.StillHears(connected), Is.True);
        Assert.That(bench.Server.Counters.Refused(RefusalReason.ForeignKind), Is.EqualTo(4));
    }

    [Test]
    public void AddressDoesNotChangeOnAStrangersWord()
    {
        var connected = bench.AddConnected();
        var thief = bench.AddPeer();
        thief.Send(NetworkChanged(connectTime: 1001));
        thief.Send(0, 66);
        bench.Turn();

        Assert.That(bench.Events.Datagrams, Is.Empty);
        Assert.That(thief.ReceiveAll(), Is.Empty);
        Assert.That(bench.StillHears(connected), Is.True);
    }

    [TestCase(9, TestName = "UnconnectedMessage")]
    [TestCase(12, TestName = "Broadcast")]
    [TestCase(17, TestName = "NatPunch")]
    [TestCase(10, TestName = "MtuProbe")]
    [TestCase(11, TestName = "MtuAnswer")]
    [TestCase(7, TestName = "Accept")]
    [TestCase(18, TestName = "EmptyKind")]
    public void ForeignKindIsRefusedFromAClientToo(byte kind)
    {
        var peer = bench.AddConnected();
        var probe = new byte[1164];
        probe[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(probe.AsSpan(1), probe.Length);
        BinaryPrimitives.WriteInt32LittleEndian(probe.AsSpan(probe.Length - 4), probe.Length);
        peer.Send(probe);
        bench.Turn();

        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(bench.Server.Counters.Refused(RefusalReason.ForeignKind), Is.EqualTo(1));
        Assert.That(bench.StillHears(peer), Is.True);
    }

    [Test]
    public void FragmentsAreNeverHeld()
    {
        var peer = bench.AddConnected();
        var pooled = bench.Server.PacketsPooled;
        var fragment = new byte[40];
        (fragment[0], fragment[3], fragment[8]) = (0x81, 2, 32);
        for (ushort set = 0; set < 64; set++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(fragment.AsSpan(1), set);
            BinaryPrimitives.WriteUInt16LittleEndian(fragment.AsSpan(4), set);
            peer.Send(fragment);
        }

        bench.Turn();
        Assert.That(bench.Server.Counters.Refused(RefusalReason.Fragment), Is.EqualTo(64));
        Assert.That(bench.Server.PacketsPooled, Is.GreaterThanOrEqualTo(pooled));
        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(bench.StillHears(peer), Is.True);
    }

    [Test]
    public void MergedPartsArriveAndNestedOnesAreRefused()
    {
        var peer = bench.AddConnected();
        peer.Send(13, 2, 0, 0, 7, 2, 0, 0, 8);
        peer.Send(13, 5, 0, 13, 2, 0, 0, 9);
        bench.Turn();

        Assert.That(bench.Events.Datagrams.ConvertAll(static d => d.Bytes), Is.EqualTo(new[] { new byte[] { 7 }, new byte[] { 8 } }));
        Assert.That(bench.Server.Counters.Refused(RefusalReason.BadMerge), Is.EqualTo(1));
    }

    [Test]
    public void OnlyTheConnectionsOwnNumberIsHeard()
    {
        var peer = bench.AddConnected();
        for (byte number = 1; number < 4; number++)
        {
            var first = (byte)(number << 5);
            peer.Send(first, 7);
            peer.Send((byte)(13 | first), 2, 0, first, 7);
            peer.Send((byte)(13 | first), 2, 0, 0, 7);
            peer.Send(13, 2, 0, first, 7);
        }

        bench.Turn();
        Assert.That(bench.Events.Datagrams, Is.Empty);
        Assert.That(bench.StillHears(peer), Is.True);
    }

    [Test]
    public void DatagramsAloneKeepAConnection()
    {
        var (peer, silent) = (bench.AddConnected(), bench.AddConnected());
        for (var i = 0; i < 70; i++)
        {
            peer.Send(0, 1);
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            bench.Turn();
        }

        Assert.That(bench.Events.Closed, Is.EqualTo(new[] { (bench.Events.Connected[1].Id, CloseCause.Timeout) }));
        Assert.That(bench.StillHears(peer), Is.True);
        silent.ReceiveAll();
    }

    [Test]
    public void NothingOfAMergedDatagramFollowsAClose()
    {
        var peer = bench.AddConnected();
        bench.Events.OnEachDatagram = id => bench.Server.Close(id, default);
        peer.Send(13, 2, 0, 0, 7, 2, 0, 0, 8);
        bench.Turn();

        Assert.That(bench.Events.Datagrams, Has.Count.EqualTo(1));
    }

    [Test]
    public void PingFloodIsAnsweredAFewTimesASecond()
    {
        var peer = bench.AddConnected();
        for (ushort sequence = 1; sequence <= 500; sequence++)
        {
            peer.Send(4, (byte)sequence, (byte)(sequence >> 8));
        }

        bench.Turn();
        Assert.That(peer.ReceiveAll(), Has.Count.EqualTo(4).And.All.Length.EqualTo(11));
        Assert.That(bench.Server.Counters.Refused(RefusalReason.PingFlood), Is.EqualTo(496));
    }

    [TestCase(1201)]
    [TestCase(1432)]
    [TestCase(1433)]
    [TestCase(65_507)]
    public void OversizedDatagramNeitherPassesNorEndsTheDrain(int length)
    {
        var peer = bench.AddConnected();
        for (var i = 0; i < 10; i++)
        {
            peer.Send(new byte[length]);
        }

        Assert.That(bench.StillHears(peer), Is.True);
        Assert.That(bench.Server.Counters.Refused(RefusalReason.Oversized), Is.EqualTo(10));
        Assert.That(bench.Events.Datagrams, Has.Count.EqualTo(1));
    }

    [Test]
    public void EmptyDatagramsDoNotBlockWhatFollows()
    {
        var stranger = bench.AddPeer();
        var peer = bench.AddConnected();
        for (var i = 0; i < 100; i++)
        {
            stranger.Send();
            peer.Send();
        }

        Assert.That(bench.StillHears(peer), Is.True);
    }

    [Test]
    public void DataAfterTheEndDoesNotKeepTheRemainsAlive()
    {
        var peer = bench.AddConnected();
        bench.Server.Close(bench.Events.Connected[0].Id, default);
        for (var i = 0; i < 150; i++)
        {
            peer.Send(0, 1);
            peer.Send(4, (byte)i, 0);
            bench.Time.Advance(TimeSpan.FromMilliseconds(100));
            bench.Turn();
        }

        Assert.That(bench.Events.Datagrams, Is.Empty);
        Assert.That(bench.Server.Counters.Refused(RefusalReason.Closed), Is.GreaterThan(100));
        Assert.That(bench.Server.PeersHeld, Is.Zero);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void NoiseDoesNotThrowOrLeak(bool connected)
    {
        var peer = connected ? bench.AddConnected() : bench.AddPeer();
        var random = new Random(20_261_124);
        var bytes = new byte[1300];
        for (var round = 0; round < 200; round++)
        {
            for (var i = 0; i < 50; i++)
            {
                var noise = bytes.AsSpan(0, random.Next(1, random.Next(2, bytes.Length)));
                random.NextBytes(noise);
                peer.Send(noise);
            }

            bench.Turn();
            peer.ReceiveAll();
        }

        Assert.That(bench.Server.PacketsPooled, Is.InRange(1, 200));
        Assert.That(bench.Server.PeersHeld, Is.EqualTo(connected ? 1 : 0));
        Assert.That(bench.StillHears(bench.AddConnected()), Is.True);
    }

    private static byte[] NetworkChanged(long connectTime)
    {
        var packet = new byte[15];
        packet[0] = 15;
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(1), connectTime);
        packet[10] = 1;
        return packet;
    }
}
