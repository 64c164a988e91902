using System.Net;
using GameServer.Client.Transport;
using GameServer.Sockets;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

[Category("RealUdp")]
[TestFixtureSource(typeof(TransportPaths), nameof(TransportPaths.All))]
internal sealed class LiteNetLibTransportTests(TransportPath path) : ServerTransportConformance
{
    protected override TransportBench Open(int connectionsMax) => OpenLoopback(connectionsMax);

    [Test]
    public void SilentClientTimesOut()
    {
        using var bench = OpenLoopback(4, TimeSpan.FromMilliseconds(150));
        var (client, id) = bench.AddConnected();
        var end = bench.Now + 2;
        while (bench.Events.Closed.Count == 0 && bench.Now < end)
        {
            bench.Server.Receive(bench.Events);
            bench.Server.Flush();
        }

        Assert.That(bench.Events.Closed, Is.EqualTo(new[] { (id, CloseCause.Timeout) }));
        Assert.That(client.Closed, Is.Empty);
    }

    [Test]
    public void ClientTimesOutWhenTheServerIsSilent()
    {
        using var bench = OpenLoopback(4);
        var client = new RecordingClient(new LiteNetLibClientTransport(new LiteNetLibClientOptions { DisconnectTimeoutSeconds = 0.2 }));
        bench.Connect(client);
        Drive(bench, client, () => client.Connected == 1);
        for (var now = bench.Now; client.Closed.Count == 0 && now < bench.Now + 2; now += 0.05)
        {
            client.Transport.Poll(now, client);
        }

        Assert.That(client.Closed, Has.Count.EqualTo(1));
        Assert.That(client.Closed[0].Goodbye, Is.Empty);
        Assert.That(client.Closed[0].Refused, Is.False);
        client.Dispose();
    }

    [Test]
    public void AttemptFailsWhenNobodyAnswers()
    {
        using var client = new RecordingClient(new LiteNetLibClientTransport(new LiteNetLibClientOptions { ConnectTimeoutSeconds = 1 }));
        client.Transport.Connect("127.0.0.1", 9, [1], now: 100);
        for (var now = 100.0; client.Closed.Count == 0 && now < 110; now += 0.1)
        {
            client.Transport.Poll(now, client);
        }

        Assert.That(client.Closed, Has.Count.EqualTo(1));
        Assert.That(client.Connected, Is.Zero);
    }

    [Test]
    public void UnknownHostIsReportedByThePoll()
    {
        using var client = new RecordingClient(new LiteNetLibClientTransport());
        client.Transport.Connect("no host has spaces", 9050, [1], now: 0);
        client.Transport.Poll(0, client);

        Assert.That(client.Closed, Has.Count.EqualTo(1));
        Assert.That(client.Closed[0].Refused, Is.False);
    }

    [Test]
    public void LateAcceptanceAfterCloseIsIgnored()
    {
        using var bench = OpenLoopback(4);
        var client = bench.Add();
        bench.Connect(client, 1);
        client.Transport.Close(bench.Now);
        bench.For(0.05);

        Assert.That(client.Connected, Is.Zero);
        Assert.That(client.Closed, Is.Empty);
    }

    [Test]
    public void HealthyJoinsAreNotCountedAsRefused()
    {
        using var bench = OpenLoopback(4);
        bench.AddConnected();
        bench.AddConnected();
        bench.Events.Refusal = [1, 2, 3];
        var refused = bench.Add();
        bench.Connect(refused);
        bench.Until(() => refused.Closed.Count == 1);
        bench.For(0.05);

        Assert.That(bench.Server.Counters.Challenges, Is.EqualTo(3), "each of them asked for a cookie first");
        Assert.That(bench.Server.Counters.RefusedTotal, Is.Zero);
    }

    [Test]
    public void ConnectsOverIPv6()
    {
        using var bench = OpenLoopback(4, host: "::1");
        var (client, id) = bench.AddConnected(1, 2);
        bench.Server.Send(id, Pattern(ClientTransportLimits.PayloadBytesMax));
        client.Transport.Send([5], bench.Now);
        bench.Until(() => client.Datagrams.Count == 1 && bench.Events.Datagrams.Count == 1);

        Assert.That(bench.Events.Addresses[0].Address, Is.EqualTo(IPAddress.IPv6Loopback));
    }

    [Test]
    public void PathIsTheOneThatWasAskedForAndBatchedByItselfWhereItCan()
    {
        using var bench = OpenLoopback(4);
        Assert.That(((LiteNetLibTransport)bench.Server).Path, Is.EqualTo(path));
        using var other = new LiteNetLibTransport(new LiteNetLibOptions { AddressV4 = IPAddress.Loopback, AddressV6 = null }, TimeProvider.System);
        Assert.That(other.Path, Is.EqualTo(TransportPaths.All[^1]));
    }

    [Test]
    public void SystemCallsAreCounted()
    {
        using var bench = OpenLoopback(4);
        var (client, id) = bench.AddConnected();
        bench.Turn();
        var before = bench.Server.Counters.SystemCalls;
        for (byte i = 0; i < 100; i++)
        {
            bench.Server.Send(id, Pattern(1100));
            client.Transport.Send([i], bench.Now);
        }

        bench.Until(() => bench.Events.Datagrams.Count == 100);
        Assert.That(bench.Server.Counters.SystemCalls - before, path == TransportPath.Batched ? Is.InRange(4, 20) : Is.GreaterThan(300));
    }

    [Test]
    public void LateCallsAfterTheEndAreHarmless()
    {
        using var bench = OpenLoopback(4);
        var (_, id) = bench.AddConnected();
        bench.Server.Dispose();
        bench.Server.Send(id, [1]);
        bench.Server.Receive(bench.Events);
        bench.Server.Flush();
    }

    [Test]
    public void TakenPortIsOneSentence()
    {
        using var bench = OpenLoopback(4);
        var options = new LiteNetLibOptions { Path = path, Port = bench.Server.Port, AddressV4 = IPAddress.Loopback, AddressV6 = null };

        Assert.That(
            () => new LiteNetLibTransport(options, TimeProvider.System),
            Throws.TypeOf<TransportStartException>().With.Message.EqualTo(
                $"UDP port {bench.Server.Port} cannot be opened: it is in use or not permitted."));
    }

    [Test]
    public void OptionOutOfRangeIsOneSentence() => Assert.That(
        () => new LiteNetLibTransport(new LiteNetLibOptions { ConnectionsMax = 0 }, TimeProvider.System),
        Throws.TypeOf<TransportStartException>().With.Message.EqualTo("ConnectionsMax must be 1 to 65536."));

    [Test]
    public void LeftoversOfABudgetAreCountedAndComeNext()
    {
        using var bench = OpenLoopback(4, receiveBudget: 8);
        var (client, _) = bench.AddConnected();
        for (byte i = 0; i < 20; i++)
        {
            client.Transport.Send([i], bench.Now);
        }

        bench.Server.Receive(bench.Events);
        Assert.That(bench.Events.Datagrams, Has.Count.EqualTo(8));
        Assert.That(bench.Server.Counters.ReceiveLeftovers, Is.EqualTo(1));
        bench.Server.Receive(bench.Events);
        bench.Server.Receive(bench.Events);
        Assert.That(bench.Events.Datagrams, Has.Count.EqualTo(20));
        Assert.That(bench.Server.Counters.ReceiveLeftovers, Is.EqualTo(2));
    }

    [Test]
    public void DrainEndsAtItsTimeLimit()
    {
        var options = new LiteNetLibOptions { Path = path, AddressV4 = IPAddress.Loopback, AddressV6 = null, ReceiveTimeMax = TimeSpan.FromMilliseconds(2) };
        using var server = new LiteNetLibTransport(options, new LaggingTime());
        using var sender = new System.Net.Sockets.UdpClient();
        for (var i = 0; i < 1000; i++)
        {
            sender.Send([1], new IPEndPoint(IPAddress.Loopback, server.Port));
        }

        server.Receive(new RecordingServer());
        Assert.That(server.Counters.DatagramsReceived, Is.EqualTo(128), "two rounds of 64 at 1 ms each");
        Assert.That(server.Counters.ReceiveLeftovers, Is.EqualTo(1));
    }

    [Test]
    public void KernelDropsAreCountedAndTheBufferIsReported()
    {
        Assume.That(OperatingSystem.IsLinux(), "Only Linux tells.");
        using var transport = new LiteNetLibTransport(
            new LiteNetLibOptions { Path = path, AddressV4 = IPAddress.Loopback, AddressV6 = IPAddress.IPv6Loopback, ReceiveBufferBytes = 4096 }, TimeProvider.System);
        Assert.That(transport.ReceiveBufferBytes, Is.InRange(1024, 8192));
        using var sender = new System.Net.Sockets.UdpClient();
        for (var i = 0; i < 100; i++)
        {
            sender.Send(new byte[500], new IPEndPoint(IPAddress.Loopback, transport.Port));
        }

        Assert.That(transport.Counters.KernelDrops, Is.Zero);
        transport.LookAtKernel();
        Assert.That(transport.Counters.KernelDrops, Is.InRange(50, 100));
    }

    [Test]
    public void GoodbyeIsUnderwayUntilItIsConfirmed()
    {
        using var bench = OpenLoopback(4);
        var (_, id) = bench.AddConnected();
        Assert.That(bench.Server.HasGoodbyesUnderway, Is.False);
        bench.Server.Close(id, [1]);
        Assert.That(bench.Server.HasGoodbyesUnderway, Is.True);
        bench.Until(() => !bench.Server.HasGoodbyesUnderway);
    }

    [Test]
    public void SentAndReceivedDatagramsAreCounted()
    {
        using var bench = OpenLoopback(4);
        var (client, id) = bench.AddConnected();
        var (received, sent, sentBytes) = (bench.Server.Counters.DatagramsReceived, bench.Server.Counters.DatagramsSent, bench.Server.Counters.BytesSent);
        client.Transport.Send(Pattern(99), bench.Now);
        bench.Server.Send(id, Pattern(199));
        bench.Until(() => client.Datagrams.Count == 1 && bench.Events.Datagrams.Count == 1);

        Assert.That(bench.Server.Counters.DatagramsReceived - received, Is.EqualTo(1));
        Assert.That(bench.Server.Counters.DatagramsSent - sent, Is.EqualTo(1));
        Assert.That(bench.Server.Counters.BytesSent - sentBytes, Is.EqualTo(200));
        Assert.That(bench.Server.Counters.SendErrors, Is.Zero);
    }

    private TransportBench OpenLoopback(
        int connectionsMax, TimeSpan? disconnectTimeout = null, int receiveBudget = 4096, string host = "127.0.0.1")
    {
        var options = new LiteNetLibOptions
        {
            Path = path,
            AddressV4 = IPAddress.Loopback,
            AddressV6 = host == "::1" ? IPAddress.IPv6Loopback : null,
            ConnectionsMax = connectionsMax,
            ReceiveBudget = receiveBudget,
            DisconnectTimeout = disconnectTimeout ?? TimeSpan.FromSeconds(5),
        };
        return new TransportBench(new LiteNetLibTransport(options, TimeProvider.System), static () => new LiteNetLibClientTransport(), host);
    }

    /// <summary>A clock that has gone on by 1 ms whenever somebody looks at it.</summary>
    private sealed class LaggingTime : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => ++looks;
    }

    private static void Drive(TransportBench bench, RecordingClient client, Func<bool> holds) => bench.Until(() =>
    {
        client.Transport.Poll(bench.Now, client);
        return holds();
    });
}
