using System.Net;
using System.Net.Sockets;
using GameServer.Client.Transport;
using GameServer.Sockets;
using GameServer.Tests.Transport;
using GameServer.Tools.Bots.Wire;
using GameServer.Transport;

namespace GameServer.Tests.Bots.Wire;

/// <summary>What every client transport promises, and what many of them on one socket promise beyond it.</summary>
[Category("RealUdp")]
[Platform("Linux")]
[TestFixtureSource(typeof(TransportPaths), nameof(TransportPaths.All))]
internal sealed class LoopbackWireTests(TransportPath path) : ServerTransportConformance
{
    private LoopbackWire wire = null!;
    private double now;

    protected override TransportBench Open(int connectionsMax)
    {
        var own = wire = new LoopbackWire(number: 0);
        var server = new LiteNetLibTransport(
            new LiteNetLibOptions { Path = path, AddressV4 = IPAddress.Loopback, AddressV6 = null, ConnectionsMax = connectionsMax }, TimeProvider.System);
        return new TransportBench(server, () => own.Open(), wire: own);
    }

    [Test]
    public void IsAllowedHere() => Assert.That(LoopbackWire.IsAllowed(), Is.True);

    [TestCase("127.0.0.1", true)]
    [TestCase("127.9.8.7", true)]
    [TestCase("::1", false)]
    [TestCase("10.0.0.1", false)]
    public void ReachesLoopbackOfIPv4Alone(string server, bool reaches) => Assert.That(LoopbackWire.Reaches(IPAddress.Parse(server)), Is.EqualTo(reaches));

    [Test]
    public void EveryBotHasAnAddressOfItsOwnAndAGroupOnePort()
    {
        using var bench = Open(64);
        for (var i = 0; i < LoopbackGroup.BotsMax + 1; i++)
        {
            bench.AddConnected((byte)i);
        }

        var addresses = bench.Events.Addresses;
        Assert.That(addresses.Select(static a => a.Address), Is.EqualTo(Enumerable.Range(1, LoopbackGroup.BotsMax + 1).Select(static i => IPAddress.Parse($"127.1.0.{i}"))));
        Assert.That(addresses.Select(static a => a.Port).Distinct().Count(), Is.EqualTo(2));
        Assert.That(bench.Events.Hellos.Select(static hello => (int)hello[0]), Is.EqualTo(Enumerable.Range(0, LoopbackGroup.BotsMax + 1)));
    }

    [Test]
    public void EachGetsWhatIsItsOwnForFewSystemCalls()
    {
        using var bench = Open(16);
        var all = Enumerable.Range(0, 16).Select(_ => bench.AddConnected()).ToList();
        bench.Turn();
        var before = wire.Calls;
        for (byte i = 0; i < 16; i++)
        {
            all[i].Client.Transport.Send([i], bench.Now);
            bench.Server.Send(all[i].Id, [i, i]);
        }

        wire.Exchange();
        bench.Turn();
        bench.Until(() => bench.Events.Datagrams.Count == 16 && all.TrueForAll(static one => one.Client.Datagrams.Count == 1));

        Assert.That(bench.Events.Datagrams.Select(static d => (d.Id, (int)d.Bytes[0])), Is.EquivalentTo(all.Select(static (one, i) => (one.Id, i))));
        Assert.That(all.Select(static one => one.Client.Datagrams[0]), Is.EqualTo(Enumerable.Range(0, 16).Select(static i => new[] { (byte)i, (byte)i })));
        Assert.That(wire.Calls - before, Is.InRange(2, 12));
    }

    [Test]
    public void NothingLeavesOrComesBeforeTheExchange()
    {
        using var bench = Open(1);
        var (client, id) = bench.AddConnected();
        client.Transport.Send([1], bench.Now);
        client.Transport.Poll(bench.Now, client); // Has the socket asked in this round.
        bench.Server.Send(id, [2]);
        bench.Server.Receive(bench.Events);
        bench.Server.Flush();
        client.Transport.Poll(bench.Now, client);
        Assert.That((bench.Events.Datagrams.Count, client.Datagrams.Count), Is.EqualTo((0, 0)));

        wire.Exchange();
        client.Transport.Poll(bench.Now, client);
        bench.Server.Receive(bench.Events);
        Assert.That((bench.Events.Datagrams.Count, client.Datagrams.Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public void NobodyButItsServerReachesABot()
    {
        using var bench = Open(1);
        var (client, id) = bench.AddConnected();
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        byte[] unreliable = [0, 66];
        for (byte number = 0; number < 4; number++)
        {
            unreliable[0] = (byte)(number << 5);
            stranger.SendTo(unreliable, bench.Events.Addresses[0]);
        }

        bench.Server.Send(id, [1]);
        bench.Until(() => client.Datagrams.Count > 0);
        bench.For(0.02);

        Assert.That(client.Datagrams, Is.EqualTo(new[] { new byte[] { 1 } }));
    }

    [Test]
    public void WhatFindsTheQueueFullIsCounted()
    {
        using var bench = Open(2);
        var (idle, id) = bench.AddConnected();
        var (busy, _) = bench.AddConnected();
        for (var i = 0; i < 100; i++)
        {
            bench.Server.Send(id, Pattern(ClientTransportLimits.PayloadBytesMax));
            bench.Server.Flush();
            wire.Exchange();
            busy.Transport.Poll(bench.Now, busy); // Takes in for both.
        }

        Assert.That(wire.QueueDrops, Is.InRange(40, 60));
        idle.Transport.Poll(bench.Now, idle);
        Assert.That(idle.Datagrams, Has.Count.EqualTo(100 - wire.QueueDrops));
    }

    [Test]
    public void ServerBeyondReachIsReportedByThePoll()
    {
        using var own = new LoopbackWire(number: 1);
        using var client = new RecordingClient(own.Open());
        client.Transport.Connect("::1", 9, [1], now: 0);
        client.Transport.Poll(0, client);

        Assert.That(client.Closed, Has.Count.EqualTo(1));
    }

    [Test]
    public void ConnectsAnewAfterTheEnd()
    {
        using var bench = Open(2);
        var (client, id) = bench.AddConnected();
        bench.Server.Close(id, [1]);
        bench.Until(() => client.Closed.Count == 1);
        bench.Connect(client, 2);
        bench.Until(() => client.Connected == 2);
        bench.Server.Send(bench.Events.Connected[^1].Id, [5]);
        bench.Until(() => client.Datagrams.Count == 1);

        Assert.That(client.Datagrams[0], Is.EqualTo(new byte[] { 5 }));
    }

    [Test]
    public void TimesOutWhenTheServerIsSilentAndNotWhileItTalks()
    {
        using var bench = Open(1);
        using var own = new LoopbackWire(number: 1);
        var client = new RecordingClient(own.Open(new LiteNetLibClientOptions { DisconnectTimeoutSeconds = 0.5 }));
        bench.Connect(client);
        Drive(() => client.Connected == 1, steps: 1000, seconds: 0);
        var id = bench.Events.Connected[0].Id;
        Drive(() => client.Closed.Count > 0, steps: 20, seconds: 0.1, () => bench.Server.Send(id, [1]));
        Assert.That(client.Closed, Is.Empty, "unreliable datagrams past the library keep the connection");

        for (var step = 0; step < 20 && client.Closed.Count == 0; step++)
        {
            own.Exchange();
            client.Transport.Poll(now += 0.1, client);
        }

        Assert.That(client.Closed, Has.Count.EqualTo(1));
        client.Dispose();

        void Drive(Func<bool> until, int steps, double seconds, Action? each = null)
        {
            for (var step = 0; step < steps && !until(); step++)
            {
                each?.Invoke();
                bench.Turn();
                own.Exchange();
                client.Transport.Poll(now += seconds, client);
            }
        }
    }
}
