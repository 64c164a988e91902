using GameServer.Client.Transport;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>What every pair of server and client transports promises, whatever carries the bytes.</summary>
internal abstract class ServerTransportConformance
{
    private TransportBench bench = null!;

    protected abstract TransportBench Open(int connectionsMax);

    [SetUp]
    public void OpenBench() => bench = Open(connectionsMax: 4);

    [TearDown]
    public void CloseBench() => bench.Dispose();

    [Test]
    public void AcceptedClientIsAnnouncedWithItsHelloAndTicket()
    {
        var (client, id) = bench.AddConnected(1, 2, 3);

        Assert.That(bench.Events.Hellos, Is.EqualTo(new[] { new byte[] { 1, 2, 3 } }));
        Assert.That(bench.Events.Connected, Is.EqualTo(new[] { (id, (object?)"ticket 1") }));
        Assert.That(id.Generation, Is.GreaterThan(0u));
        Assert.That(client.Closed, Is.Empty);
    }

    [Test]
    public void LongestHelloArrives()
    {
        var hello = Pattern(ClientTransportLimits.HelloBytesMax);
        bench.AddConnected(hello);

        Assert.That(bench.Events.Hellos[0], Is.EqualTo(hello));
    }

    [Test]
    public void RefusalCarriesItsGoodbyeAndKeepsNothing()
    {
        bench.Events.Refusal = [7, 8, 9];
        var client = bench.Add();
        bench.Connect(client, 1);
        bench.Until(() => client.Closed.Count == 1);

        Assert.That(client.Closed[0].Goodbye, Is.EqualTo(new byte[] { 7, 8, 9 }));
        Assert.That(client.Closed[0].Refused, Is.True);
        Assert.That(bench.Events.Connected, Is.Empty);
        Assert.That(bench.Events.RefusalRoom, Is.InRange(32, ServerTransportLimits.GoodbyeBytesMax));
        Assert.That(bench.Server.Counters.ConnectionsRefused, Is.EqualTo(1));
    }

    [Test]
    public void RefusedClientMayAskAgain()
    {
        bench.Events.Refusal = [1];
        var client = bench.Add();
        bench.Connect(client, 1);
        bench.Until(() => client.Closed.Count == 1);
        bench.Events.Refusal = null;
        bench.Connect(client, 2);
        bench.Until(() => client.Connected == 1);

        Assert.That(bench.Events.Connected, Has.Count.EqualTo(1));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(200)]
    [TestCase(ClientTransportLimits.PayloadBytesMax)]
    public void DatagramOfAnyLengthArrivesBothWays(int length)
    {
        var (client, id) = bench.AddConnected();
        var bytes = Pattern(length);
        client.Transport.Send(bytes, bench.Now);
        bench.Server.Send(id, bytes);
        bench.Until(() => client.Datagrams.Count == 1 && bench.Events.Datagrams.Count == 1);

        Assert.That(client.Datagrams[0], Is.EqualTo(bytes));
        Assert.That(bench.Events.Datagrams[0].Id, Is.EqualTo(id));
        Assert.That(bench.Events.Datagrams[0].Bytes, Is.EqualTo(bytes));
    }

    [Test]
    public void DatagramAboveTheLimitThrowsOnBothEnds()
    {
        var (client, id) = bench.AddConnected();
        var bytes = new byte[ClientTransportLimits.PayloadBytesMax + 1];

        Assert.That(() => client.Transport.Send(bytes, bench.Now), Throws.ArgumentException);
        Assert.That(() => bench.Server.Send(id, bytes), Throws.ArgumentException);
    }

    [Test]
    public void ReliableMessagesArriveInOrderBothWays()
    {
        var (client, id) = bench.AddConnected();
        for (var i = 1; i <= 100; i++)
        {
            client.Transport.SendReliable(Pattern(1 + (i * 11 % ClientTransportLimits.ReliableBytesMax), i), bench.Now);
            Assert.That(bench.Server.TrySendReliable(id, Pattern(1 + (i * 37 % 3000), i)), Is.True);
        }

        bench.Until(() => client.Reliables.Count == 100 && bench.Events.Reliables.Count == 100);
        for (var i = 1; i <= 100; i++)
        {
            Assert.That(bench.Events.Reliables[i - 1].Bytes, Is.EqualTo(Pattern(1 + (i * 11 % ClientTransportLimits.ReliableBytesMax), i)));
            Assert.That(client.Reliables[i - 1], Is.EqualTo(Pattern(1 + (i * 37 % 3000), i)));
        }
    }

    [Test]
    public void LongestReliableMessagesArrive()
    {
        var (client, id) = bench.AddConnected();
        var down = Pattern(ServerTransportLimits.ReliableBytesMax);
        var up = Pattern(ClientTransportLimits.ReliableBytesMax);
        client.Transport.SendReliable(up, bench.Now);
        Assert.That(bench.Server.TrySendReliable(id, down), Is.True);
        bench.Until(() => client.Reliables.Count == 1 && bench.Events.Reliables.Count == 1);

        Assert.That(client.Reliables[0], Is.EqualTo(down));
        Assert.That(bench.Events.Reliables[0].Bytes, Is.EqualTo(up));
    }

    [Test]
    public void ReliableMessageOutOfRangeThrows()
    {
        var (client, id) = bench.AddConnected();

        Assert.That(() => client.Transport.SendReliable(new byte[ClientTransportLimits.ReliableBytesMax + 1], 0), Throws.ArgumentException);
        Assert.That(() => client.Transport.SendReliable(default, 0), Throws.ArgumentException);
        Assert.That(() => bench.Server.TrySendReliable(id, new byte[ServerTransportLimits.ReliableBytesMax + 1]), Throws.ArgumentException);
        Assert.That(() => bench.Server.TrySendReliable(id, default), Throws.ArgumentException);
    }

    [Test]
    public void FullReliableQueueSaysSo()
    {
        var (_, id) = bench.AddConnected();
        var accepted = 0;
        while (accepted < 100_000 && bench.Server.TrySendReliable(id, [1, 2, 3, 4]))
        {
            accepted++;
        }

        Assert.That(accepted, Is.InRange(1, 99_999));
        Assert.That(bench.Server.Counters.ReliableQueueFull, Is.EqualTo(1));
    }

    [Test]
    public void CloseTellsTheClientWhyAndTheIdIsDeadAtOnce()
    {
        var (client, id) = bench.AddConnected();
        bench.Server.Close(id, [4, 5, 6]);
        bench.Server.Send(id, [1]);
        Assert.That(bench.Server.TrySendReliable(id, [1]), Is.False);
        Assert.That(bench.Server.Counters.SendsToClosed, Is.EqualTo(2));
        bench.Until(() => client.Closed.Count == 1 && bench.Events.Closed.Count == 1);

        Assert.That(client.Closed[0].Goodbye, Is.EqualTo(new byte[] { 4, 5, 6 }));
        Assert.That(client.Closed[0].Refused, Is.False);
        Assert.That(client.Datagrams, Is.Empty);
        Assert.That(bench.Events.Closed, Is.EqualTo(new[] { (id, CloseCause.Local) }));
    }

    [Test]
    public void CloseFromInsideACallbackIsReportedOnceAndNothingFollows()
    {
        var (client, _) = bench.AddConnected();
        bench.Events.OnEachDatagram = id => bench.Server.Close(id, default);
        client.Transport.Send([1], bench.Now);
        client.Transport.Send([2], bench.Now);
        bench.Until(() => client.Closed.Count == 1);
        bench.For(0.02);

        Assert.That(bench.Events.Datagrams, Has.Count.EqualTo(1));
        Assert.That(bench.Events.Closed, Has.Count.EqualTo(1));
        Assert.That(bench.Events.Closed[0].Cause, Is.EqualTo(CloseCause.Local));
    }

    [Test]
    public void LeavingClientIsReported()
    {
        var (client, id) = bench.AddConnected();
        client.Transport.Close(bench.Now);
        bench.Until(() => bench.Events.Closed.Count == 1);

        Assert.That(bench.Events.Closed[0], Is.EqualTo((id, CloseCause.Remote)));
        Assert.That(client.Closed, Is.Empty);
    }

    [Test]
    public void ReusedIndexCarriesANewGeneration()
    {
        var ids = new HashSet<ConnectionId>();
        for (var i = 0; i < 9; i++)
        {
            var (client, id) = bench.AddConnected();
            Assert.That(ids.Add(id), Is.True);
            Assert.That(id.Index, Is.InRange(0, 3));
            client.Transport.Close(bench.Now);
            bench.Until(() => bench.Events.Closed.Count == i + 1);
        }

        // Every index has a new tenant now, who must not get what is meant for the old ones.
        var tenants = Enumerable.Range(0, 4).Select(_ => bench.AddConnected().Client).ToList();
        foreach (var id in ids)
        {
            bench.Server.Send(id, [1]);
            bench.Server.Close(id, [1]);
        }

        bench.For(0.02);
        Assert.That(bench.Server.Counters.SendsToClosed, Is.EqualTo(9));
        Assert.That(tenants, Has.All.Matches<RecordingClient>(static c => c is { Datagrams.Count: 0, Closed.Count: 0 }));
    }

    [Test]
    public void UnknownIdIsSwallowed()
    {
        foreach (var id in new[] { default, new ConnectionId(-1, 1), new ConnectionId(int.MaxValue, 1), new ConnectionId(0, uint.MaxValue) })
        {
            bench.Server.Send(id, [1]);
            bench.Server.Close(id, [1]);
        }

        Assert.That(bench.Server.Counters.SendsToClosed, Is.EqualTo(4));
    }

    [Test]
    public void FullTableRefuses()
    {
        for (var i = 0; i < 4; i++)
        {
            bench.AddConnected();
        }

        var late = bench.Add();
        bench.Connect(late, 1);
        bench.Until(() => late.Closed.Count == 1);

        Assert.That(late.Closed[0].Refused, Is.True);
        Assert.That(bench.Events.Hellos, Has.Count.EqualTo(4));
        Assert.That(bench.Server.Counters.Refused(RefusalReason.TableFull), Is.EqualTo(1));
    }

    [Test]
    public void ConnectingTwiceThrows()
    {
        var (client, _) = bench.AddConnected();

        Assert.That(() => bench.Connect(client), Throws.InvalidOperationException);
    }

    [Test]
    public void ExceptionOfACallbackReachesTheCaller()
    {
        var (client, _) = bench.AddConnected();
        bench.Events.OnEachDatagram = static _ => throw new InvalidDataException("a programmer's error");
        client.Transport.Send([1], bench.Now);

        Assert.That(() => bench.Until(static () => false), Throws.TypeOf<InvalidDataException>());
    }

    protected static byte[] Pattern(int length, int seed = 1)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i * 31) + seed);
        }

        return bytes;
    }
}
