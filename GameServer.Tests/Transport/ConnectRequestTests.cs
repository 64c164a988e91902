using GameServer.Sockets;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>What a connect request may and may not achieve: real sockets, bytes made by hand, the server's time turned by hand.</summary>
[Category("RealUdp")]
[TestFixtureSource(typeof(TransportPaths), nameof(TransportPaths.All))]
internal sealed class ConnectRequestTests(TransportPath path)
{
    private RawBench bench = null!;

    [SetUp]
    public void Open() => bench = new RawBench(path);

    [TearDown]
    public void Close() => bench.Dispose();

    [Test]
    public void UnprovenRequestDrawsOneSmallerAnswerAndKeepsNothing()
    {
        for (var i = 0; i < 20; i++)
        {
            var peer = bench.AddPeer();
            var request = RawPeer.Request(time: 1000 + i, helloBytes: 0);
            peer.Send(request);
            bench.Turn();
            var answers = peer.ReceiveAll();
            Assert.That(answers, Has.Count.EqualTo(1));
            Assert.That(answers[0].Length, Is.LessThan(request.Length));
        }

        Assert.That(bench.Events.Hellos, Is.Empty);
        Assert.That(bench.Server.PeersHeld, Is.Zero);
        Assert.That(bench.Server.Counters.Challenges, Is.EqualTo(20));
    }

    [Test]
    public void RefusalAfterTheProofIsNoLongerThanTheRequest()
    {
        bench.Events.Refusal = new byte[44];
        var peer = bench.AddPeer();
        var cookie = peer.AskForCookie(bench.Turn, time: 5);
        var request = RawPeer.Request(6, cookie, helloBytes: 0);
        peer.Send(request);
        bench.Turn();

        Assert.That(bench.Events.RefusalRoom, Is.EqualTo(44));
        Assert.That(peer.Receive(), Has.Length.EqualTo(request.Length));
        Assert.That(bench.Server.PeersHeld, Is.Zero);
    }

    [Test]
    public void ForgedReconnectDoesNotEndTheConnection()
    {
        var peer = bench.AddConnected();
        peer.Send(RawPeer.Request(time: 999_999));
        peer.Send(RawPeer.Request(time: 999_999, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }));
        bench.Turn();

        Assert.That(bench.Events.Closed, Is.Empty);
        Assert.That(peer.ReceiveAll(), Has.All.Length.EqualTo(26));
        Assert.That(bench.StillHears(peer), Is.True);
    }

    [Test]
    public void ProvenReconnectReplacesTheConnection()
    {
        var peer = bench.AddConnected();
        var cookie = peer.AskForCookie(bench.Turn, time: 2000);
        peer.Send(RawPeer.Request(2001, cookie));
        bench.Turn();

        Assert.That(bench.Events.Connected, Has.Count.EqualTo(2));
        Assert.That(bench.Events.Closed, Is.EqualTo(new[] { (bench.Events.Connected[0].Id, CloseCause.Remote) }));
        Assert.That(bench.Events.Connected[1].Id, Is.Not.EqualTo(bench.Events.Connected[0].Id));
    }

    [Test]
    public void RepeatedRequestIsAcceptedOnce()
    {
        var peer = bench.AddPeer();
        var request = RawPeer.Request(7, peer.AskForCookie(bench.Turn, time: 6));
        for (var i = 0; i < 5; i++)
        {
            peer.Send(request);
        }

        bench.Turn();
        Assert.That(bench.Events.Connected, Has.Count.EqualTo(1));
        Assert.That(peer.ReceiveAll(), Has.Count.EqualTo(5).And.All.Length.EqualTo(15));
    }

    [Test]
    public void CookieOfAnotherPortIsChallengedAgain()
    {
        var cookie = bench.AddPeer().AskForCookie(bench.Turn, time: 1);
        var thief = bench.AddPeer();
        thief.Send(RawPeer.Request(2, cookie));
        bench.Turn();

        Assert.That(bench.Events.Hellos, Is.Empty);
        Assert.That(thief.ReceiveAll(), Has.Count.EqualTo(1).And.All.Length.EqualTo(26));
    }

    [Test]
    public void RequestCutAnywhereIsNotAnswered()
    {
        var peer = bench.AddPeer();
        var request = RawPeer.Request(2, peer.AskForCookie(bench.Turn, time: 1), helloBytes: 0);
        for (var length = 1; length < request.Length; length++)
        {
            peer.Send(request.AsSpan(0, length));
        }

        bench.Turn();
        Assert.That(peer.ReceiveAll(), Is.Empty);
        Assert.That(bench.Server.Counters.Refused(RefusalReason.BadConnectRequest), Is.EqualTo(request.Length - 1));
    }

    [Test]
    public void EveryFlippedBitOfARequestIsRefusedOrHarmless()
    {
        var peer = bench.AddPeer();
        var request = RawPeer.Request(2, peer.AskForCookie(bench.Turn, time: 1), helloBytes: 0);
        for (var bit = 8 * RawPeer.CookieOffset; bit < 8 * request.Length; bit++)
        {
            request[bit / 8] ^= (byte)(1 << (bit % 8));
            peer.Send(request);
            request[bit / 8] ^= (byte)(1 << (bit % 8));
            bench.Turn();
        }

        Assert.That(bench.Events.Hellos, Is.Empty);
        Assert.That(peer.ReceiveAll(), Has.All.Length.LessThan(request.Length));
    }

    [Test]
    public void ChallengesAreBoundedAndProvenRequestsStillPass()
    {
        var proven = bench.AddPeer();
        var request = RawPeer.Request(2, proven.AskForCookie(bench.Turn, time: 1));
        for (var i = 0; i < 400; i++)
        {
            bench.AddPeer().Send(RawPeer.Request(time: i));
        }

        proven.Send(request);
        bench.Turn();
        Assert.That(bench.Server.Counters.Challenges, Is.EqualTo(RawBench.ChallengesPerSecond / 4));
        Assert.That(bench.Server.Counters.ChallengesShed, Is.EqualTo(151));
        Assert.That(bench.Events.Connected, Has.Count.EqualTo(1));
        bench.Time.Advance(TimeSpan.FromMilliseconds(10));
        bench.AddPeer().AskForCookie(bench.Turn, time: 1);
    }

    [Test]
    public void LoudSourceLeavesTheCookiesToOthers()
    {
        var flooder = bench.AddPeer();
        for (var i = 0; i < 1000; i++)
        {
            flooder.Send(RawPeer.Request(time: i));
            flooder.Send(RawPeer.Request(time: i, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }));
        }

        bench.Turn();
        Assert.That(flooder.ReceiveAll(), Has.Count.EqualTo(8));
        bench.AddConnected();
        bench.Time.Advance(TimeSpan.FromMilliseconds(250));
        flooder.AskForCookie(bench.Turn, time: 1);
    }

    [Test]
    public void UnaskedConfirmationIsAStrangers()
    {
        var peer = bench.AddPeer();
        peer.AskForCookie(bench.Turn, time: 1);
        peer.Send(14);
        peer.Send(14);
        bench.Turn();
        Assert.That(bench.Server.Counters.Refused(RefusalReason.UnknownAddress), Is.EqualTo(1));
    }

    [Test]
    public void ChurnIsBounded()
    {
        var accepted = 0;
        for (var i = 0; i < 60; i++)
        {
            var peer = bench.AddPeer();
            peer.Send(RawPeer.Request(2, peer.AskForCookie(bench.Turn, time: 1)));
            bench.Turn();
            if (bench.Events.Connected.Count > accepted)
            {
                accepted++;
                bench.Server.Close(bench.Events.Connected[^1].Id, default);
                bench.Turn();
            }
        }

        Assert.That(accepted, Is.EqualTo((2 * RawBench.ConnectionsMax) + 16));
        Assert.That(bench.Server.PeersHeld, Is.EqualTo(accepted));
        for (var i = 0; i < 12; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            bench.Turn();
        }

        Assert.That(bench.Server.PeersHeld, Is.Zero);
        bench.AddConnected();
    }
}
