using System.Buffers.Binary;
using System.Net;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>What strangers and hostile clients can send: real sockets, bytes made by hand, the server's time turned by hand.</summary>
[Category("RealUdp")]
internal sealed class HostileDatagramTests
{
    private const int ConnectionsMax = 8;
    private const int ChallengesPerSecond = 1000;

    private readonly List<RawPeer> _peers = [];
    private ManualTime _time = null!;
    private LiteNetLibTransport _server = null!;
    private RecordingServer _events = null!;

    [SetUp]
    public void OpenServer()
    {
        _time = new ManualTime();
        _events = new RecordingServer();
        var options = new LiteNetLibOptions { AddressV4 = IPAddress.Loopback, AddressV6 = null, ConnectionsMax = ConnectionsMax, ChallengesPerSecondMax = ChallengesPerSecond };
        _server = new LiteNetLibTransport(options, _time);
    }

    [TearDown]
    public void CloseAll()
    {
        _peers.ForEach(static peer => peer.Dispose());
        _peers.Clear();
        _server.Dispose();
    }

    [Test]
    public void UnprovenRequestDrawsOneSmallerAnswerAndKeepsNothing()
    {
        for (var i = 0; i < 20; i++)
        {
            var peer = AddPeer();
            var request = RawPeer.Request(time: 1000 + i, helloBytes: 0);
            peer.Send(request);
            Turn();
            var answers = peer.ReceiveAll();
            Assert.That(answers, Has.Count.EqualTo(1));
            Assert.That(answers[0].Length, Is.LessThan(request.Length));
        }

        Assert.That(_events.Hellos, Is.Empty);
        Assert.That(_server.PeersHeld, Is.Zero);
        Assert.That(_server.Counters.Challenges, Is.EqualTo(20));
    }

    [Test]
    public void RefusalAfterTheProofIsNoLongerThanTheRequest()
    {
        _events.Refusal = new byte[44];
        var peer = AddPeer();
        var cookie = peer.AskForCookie(Turn, time: 5);
        var request = RawPeer.Request(6, cookie, helloBytes: 0);
        peer.Send(request);
        Turn();

        Assert.That(_events.RefusalRoom, Is.EqualTo(44));
        Assert.That(peer.Receive(), Has.Length.EqualTo(request.Length));
        Assert.That(_server.PeersHeld, Is.Zero);
    }

    [Test]
    public void StrangerIsNeverAnswered()
    {
        var peer = AddPeer();
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

            Turn();
        }

        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(_server.Counters.RefusedTotal, Is.EqualTo(sent));
        Assert.That(_server.PeersHeld, Is.Zero);
        Assert.That(_events.Hellos, Is.Empty);
    }

    [Test]
    public void ReflectedNotFoundIsNotAnswered()
    {
        var stranger = AddPeer();
        var connected = AddConnected();
        foreach (var peer in new[] { stranger, connected })
        {
            peer.Send(15);
            peer.Send(15, 1);
            peer.Send(NetworkChanged(connectTime: 1001));
            peer.Send(16);
            Turn();
            Assert.That(peer.ReceiveAll(), Is.Empty);
        }

        Assert.That(StillHears(connected), Is.True);
        Assert.That(_server.Counters.Refused(RefusalReason.ForeignKind), Is.EqualTo(4));
    }

    [Test]
    public void AddressDoesNotChangeOnAStrangersWord()
    {
        var connected = AddConnected();
        var thief = AddPeer();
        thief.Send(NetworkChanged(connectTime: 1001));
        thief.Send(0, 66);
        Turn();

        Assert.That(_events.Datagrams, Is.Empty);
        Assert.That(thief.ReceiveAll(), Is.Empty);
        Assert.That(StillHears(connected), Is.True);
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
        var peer = AddConnected();
        var probe = new byte[1164];
        probe[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(probe.AsSpan(1), probe.Length);
        BinaryPrimitives.WriteInt32LittleEndian(probe.AsSpan(probe.Length - 4), probe.Length);
        peer.Send(probe);
        Turn();

        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(_server.Counters.Refused(RefusalReason.ForeignKind), Is.EqualTo(1));
        Assert.That(StillHears(peer), Is.True);
    }

    [Test]
    public void FragmentsAreNeverHeld()
    {
        var peer = AddConnected();
        var pooled = _server.PacketsPooled;
        var fragment = new byte[40];
        (fragment[0], fragment[3], fragment[8]) = (0x81, 2, 32);
        for (ushort set = 0; set < 64; set++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(fragment.AsSpan(1), set);
            BinaryPrimitives.WriteUInt16LittleEndian(fragment.AsSpan(4), set);
            peer.Send(fragment);
        }

        Turn();
        Assert.That(_server.Counters.Refused(RefusalReason.Fragment), Is.EqualTo(64));
        Assert.That(_server.PacketsPooled, Is.GreaterThanOrEqualTo(pooled));
        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(StillHears(peer), Is.True);
    }

    [Test]
    public void ForgedReconnectDoesNotEndTheConnection()
    {
        var peer = AddConnected();
        peer.Send(RawPeer.Request(time: 999_999));
        peer.Send(RawPeer.Request(time: 999_999, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }));
        Turn();

        Assert.That(_events.Closed, Is.Empty);
        Assert.That(peer.ReceiveAll(), Has.All.Length.EqualTo(26));
        Assert.That(StillHears(peer), Is.True);
    }

    [Test]
    public void ProvenReconnectReplacesTheConnection()
    {
        var peer = AddConnected();
        var cookie = peer.AskForCookie(Turn, time: 2000);
        peer.Send(RawPeer.Request(2001, cookie));
        Turn();

        Assert.That(_events.Connected, Has.Count.EqualTo(2));
        Assert.That(_events.Closed, Is.EqualTo(new[] { (_events.Connected[0].Id, CloseCause.Remote) }));
        Assert.That(_events.Connected[1].Id, Is.Not.EqualTo(_events.Connected[0].Id));
    }

    [Test]
    public void RepeatedRequestIsAcceptedOnce()
    {
        var peer = AddPeer();
        var request = RawPeer.Request(7, peer.AskForCookie(Turn, time: 6));
        for (var i = 0; i < 5; i++)
        {
            peer.Send(request);
        }

        Turn();
        Assert.That(_events.Connected, Has.Count.EqualTo(1));
        Assert.That(peer.ReceiveAll(), Has.Count.EqualTo(5).And.All.Length.EqualTo(15));
    }

    [Test]
    public void CookieOfAnotherPortIsChallengedAgain()
    {
        var cookie = AddPeer().AskForCookie(Turn, time: 1);
        var thief = AddPeer();
        thief.Send(RawPeer.Request(2, cookie));
        Turn();

        Assert.That(_events.Hellos, Is.Empty);
        Assert.That(thief.ReceiveAll(), Has.Count.EqualTo(1).And.All.Length.EqualTo(26));
    }

    [Test]
    public void RequestCutAnywhereIsNotAnswered()
    {
        var peer = AddPeer();
        var request = RawPeer.Request(2, peer.AskForCookie(Turn, time: 1), helloBytes: 0);
        for (var length = 1; length < request.Length; length++)
        {
            peer.Send(request.AsSpan(0, length));
        }

        Turn();
        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(_server.Counters.Refused(RefusalReason.BadConnectRequest), Is.EqualTo(request.Length - 1));
    }

    [Test]
    public void EveryFlippedBitOfARequestIsRefusedOrHarmless()
    {
        var peer = AddPeer();
        var request = RawPeer.Request(2, peer.AskForCookie(Turn, time: 1), helloBytes: 0);
        for (var bit = 8 * RawPeer.CookieOffset; bit < 8 * request.Length; bit++)
        {
            request[bit / 8] ^= (byte)(1 << (bit % 8));
            peer.Send(request);
            request[bit / 8] ^= (byte)(1 << (bit % 8));
            Turn();
        }

        Assert.That(_events.Hellos, Is.Empty);
        Assert.That(peer.ReceiveAll(), Has.All.Length.LessThan(request.Length));
    }

    [Test]
    public void ChallengesAreBoundedAndProvenRequestsStillPass()
    {
        var proven = AddPeer();
        var request = RawPeer.Request(2, proven.AskForCookie(Turn, time: 1));
        var flooder = AddPeer();
        for (var i = 0; i < 400; i++)
        {
            flooder.Send(RawPeer.Request(time: i));
        }

        proven.Send(request);
        Turn();
        Assert.That(flooder.ReceiveAll(), Has.Count.EqualTo((ChallengesPerSecond / 4) - 1));
        Assert.That(_server.Counters.ChallengesShed, Is.EqualTo(151));
        Assert.That(_events.Connected, Has.Count.EqualTo(1));
        _time.Advance(TimeSpan.FromMilliseconds(10));
        AddPeer().AskForCookie(Turn, time: 1);
    }

    [Test]
    public void MergedPartsArriveAndNestedOnesAreRefused()
    {
        var peer = AddConnected();
        peer.Send(13, 2, 0, 0, 7, 2, 0, 0, 8);
        peer.Send(13, 5, 0, 13, 2, 0, 0, 9);
        Turn();

        Assert.That(_events.Datagrams.ConvertAll(static d => d.Bytes), Is.EqualTo(new[] { new byte[] { 7 }, new byte[] { 8 } }));
        Assert.That(_server.Counters.Refused(RefusalReason.BadMerge), Is.EqualTo(1));
    }

    [Test]
    public void PingFloodIsAnsweredAFewTimesASecond()
    {
        var peer = AddConnected();
        for (ushort sequence = 1; sequence <= 500; sequence++)
        {
            peer.Send(4, (byte)sequence, (byte)(sequence >> 8));
        }

        Turn();
        Assert.That(peer.ReceiveAll(), Has.Count.EqualTo(4).And.All.Length.EqualTo(11));
        Assert.That(_server.Counters.Refused(RefusalReason.PingFlood), Is.EqualTo(496));
    }

    [TestCase(1201)]
    [TestCase(1432)]
    [TestCase(1433)]
    [TestCase(65_507)]
    public void OversizedDatagramNeitherPassesNorEndsTheDrain(int length)
    {
        var peer = AddConnected();
        for (var i = 0; i < 10; i++)
        {
            peer.Send(new byte[length]);
        }

        Assert.That(StillHears(peer), Is.True);
        Assert.That(_server.Counters.Refused(RefusalReason.Oversized), Is.EqualTo(10));
        Assert.That(_events.Datagrams, Has.Count.EqualTo(1));
    }

    [Test]
    public void EmptyDatagramsDoNotBlockWhatFollows()
    {
        var stranger = AddPeer();
        var peer = AddConnected();
        for (var i = 0; i < 100; i++)
        {
            stranger.Send();
            peer.Send();
        }

        Assert.That(StillHears(peer), Is.True);
    }

    [Test]
    public void DataAfterTheEndDoesNotKeepTheRemainsAlive()
    {
        var peer = AddConnected();
        _server.Close(_events.Connected[0].Id, default);
        for (var i = 0; i < 150; i++)
        {
            peer.Send(0, 1);
            peer.Send(4, (byte)i, 0);
            _time.Advance(TimeSpan.FromMilliseconds(100));
            Turn();
        }

        Assert.That(_events.Datagrams, Is.Empty);
        Assert.That(_server.Counters.Refused(RefusalReason.Closed), Is.GreaterThan(100));
        Assert.That(_server.PeersHeld, Is.Zero);
    }

    [Test]
    public void ChurnIsBounded()
    {
        var accepted = 0;
        for (var i = 0; i < 60; i++)
        {
            var peer = AddPeer();
            peer.Send(RawPeer.Request(2, peer.AskForCookie(Turn, time: 1)));
            Turn();
            if (_events.Connected.Count > accepted)
            {
                accepted++;
                _server.Close(_events.Connected[^1].Id, default);
                Turn();
            }
        }

        Assert.That(accepted, Is.EqualTo((2 * ConnectionsMax) + 16));
        Assert.That(_server.PeersHeld, Is.EqualTo(accepted));
        for (var i = 0; i < 12; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Turn();
        }

        Assert.That(_server.PeersHeld, Is.Zero);
        AddConnected();
    }

    [TestCase(false)]
    [TestCase(true)]
    public void NoiseDoesNotThrowOrLeak(bool connected)
    {
        var peer = connected ? AddConnected() : AddPeer();
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

            Turn();
            peer.ReceiveAll();
        }

        Assert.That(_server.PacketsPooled, Is.InRange(1, 200));
        Assert.That(_server.PeersHeld, Is.EqualTo(connected ? 1 : 0));
        Assert.That(StillHears(AddConnected()), Is.True);
    }

    private static byte[] NetworkChanged(long connectTime)
    {
        var packet = new byte[15];
        packet[0] = 15;
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(1), connectTime);
        packet[10] = 1;
        return packet;
    }

    private RawPeer AddPeer()
    {
        var peer = new RawPeer(_server.Port);
        _peers.Add(peer);
        return peer;
    }

    private RawPeer AddConnected()
    {
        var peer = AddPeer();
        peer.Connect(Turn);
        return peer;
    }

    // Loopback delivers within the send, so one turn sees what was sent before it.
    private void Turn()
    {
        _server.Receive(_events);
        _server.Flush();
    }

    private bool StillHears(RawPeer peer)
    {
        var before = _events.Datagrams.Count;
        peer.Send(0, 42);
        Turn();
        return _events.Datagrams.Count == before + 1 && _events.Datagrams[^1].Bytes is [42];
    }
}
