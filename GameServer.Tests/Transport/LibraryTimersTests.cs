using GameServer.Sockets;

namespace GameServer.Tests.Transport;

/// <summary>What the library does by itself as time goes by, whoever owns the socket: real sockets, the server's time turned by hand.</summary>
[Category("RealUdp")]
[TestFixtureSource(typeof(TransportPaths), nameof(TransportPaths.All))]
internal sealed class LibraryTimersTests(TransportPath path)
{
    private const int TurnMs = 4;
    private const int UpdateMs = 15; // So long at most what is the library's to send waits.
    private const byte Ack = 3;
    private const byte Ping = 4;
    private const byte Disconnect = 8;

    private RawBench bench = null!;

    [SetUp]
    public void Open() => bench = new RawBench(path);

    [TearDown]
    public void Close() => bench.Dispose();

    [Test]
    public void PeerIsPingedEachSecond()
    {
        var peer = bench.AddConnected();
        Pass(3.05);

        Assert.That(peer.ReceiveAll(), Has.Count.EqualTo(3).And.All.Matches<byte[]>(static datagram => datagram is [Ping, ..]));
    }

    [Test]
    public void GoodbyeIsRepeatedUntilItIsConfirmed()
    {
        var peer = bench.AddConnected();
        bench.Server.Close(bench.Events.Connected[0].Id, [1, 2]);
        Pass(1);
        Assert.That(peer.ReceiveAll(), Has.Count.EqualTo(4).And.All.Matches<byte[]>(static datagram => datagram is [Disconnect, .., 1, 2]));
        peer.Send(14);
        Pass(1);
        Assert.That(peer.ReceiveAll(), Is.Empty);
    }

    [Test]
    public void ReliableMessageLeavesAndIsAcknowledgedWithin15Ms()
    {
        var peer = bench.AddConnected();
        bench.Server.TrySendReliable(bench.Events.Connected[0].Id, [5, 6]);
        bench.Time.Advance(TimeSpan.FromMilliseconds(UpdateMs));
        bench.Server.Flush();
        Assert.That(peer.ReceiveAll().ConvertAll(static datagram => datagram[^2..]), Is.EqualTo(new[] { new byte[] { 5, 6 } }));
        peer.Send(1, 0, 0, 2, 9);
        bench.Time.Advance(TimeSpan.FromMilliseconds(UpdateMs));
        bench.Turn();
        Assert.That(bench.Events.Reliables.ConvertAll(static message => message.Bytes), Is.EqualTo(new[] { new byte[] { 9 } }));
        Assert.That(peer.ReceiveAll(), Has.Count.EqualTo(1).And.All.Matches<byte[]>(static datagram => datagram is [Ack, ..]));
    }

    private void Pass(double seconds)
    {
        for (var left = seconds * 1000; left > 0; left -= TurnMs)
        {
            bench.Time.Advance(TimeSpan.FromMilliseconds(TurnMs));
            bench.Turn();
        }
    }
}
