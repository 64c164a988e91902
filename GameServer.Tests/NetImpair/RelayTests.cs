using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GameServer.Client.Conditioning;
using GameServer.Games.Arena;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Timing;
using GameServer.Tools.Bots.Fleet;
using GameServer.Tools.Bots.Measuring;
using GameServer.Tools.NetImpair.Relaying;
using GameServer.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.NetImpair;

/// <summary>Real sockets and real time: the test turns the relay and, where there is one, the server.</summary>
[Category("RealUdp")]
[NonParallelizable]
internal sealed class RelayTests
{
    private const int Clients = 2;

    [Test]
    public void TwoClientsAgreeWithTheServerBehindN4()
    {
        using var transport = new LiteNetLibTransport(new LiteNetLibOptions { AddressV4 = IPAddress.Loopback, AddressV6 = null }, TimeProvider.System);
        var (shard, rooms) = Serve(transport);
        using var relay = Open(transport.Port, "N4");
        var options = new BotFleetOptions { Host = "127.0.0.1", Port = relay.Address.Port, Rooms = ["a"], Clients = Clients };
        Assert.That(BotFleet.TryStart(options, out var fleet, out var problem), Is.True, problem);
        FleetFigures figures;
        ReplicationCounters counters;
        using (fleet)
        {
            Run(() => shard.Sessions.ConnectedCount == Clients, seconds: 10);
            Run(static () => false, seconds: 3);
            var reading = Task.Run(fleet!.Figures);
            Run(() => reading.IsCompleted, seconds: 10);
            figures = reading.Result;
            counters = rooms.All.Single().Sum().Replication;
            var stopping = Task.Run(fleet.Stop);
            Run(() => stopping.IsCompleted, seconds: 10);
        }

        Assert.That(figures.Playing, Is.EqualTo(Clients));
        Assert.That(counters.HashChecks, Is.Positive);
        Assert.That(counters.Desyncs, Is.Zero);
        Assert.That(relay.Links, Has.Count.EqualTo(Clients));
        foreach (var link in relay.Links)
        {
            AssertSums(link.Path.Up);
            AssertSums(link.Path.Down);
        }

        void Run(Func<bool> until, double seconds)
        {
            var end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
            while (!until() && Stopwatch.GetTimestamp() < end)
            {
                shard.RunDue();
                relay.Turn();
            }
        }
    }

    [Test]
    public void ChangedPortIsWhereTheServerHearsTheClientFrom()
    {
        using var server = ClientLink.Bound(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = ClientLink.Bound(new IPEndPoint(IPAddress.Loopback, 0));
        using var relay = Open(((IPEndPoint)server.LocalEndPoint!).Port, "N0", rebindSeconds: 0.2);
        var ports = new HashSet<int>();
        var end = Stopwatch.GetTimestamp() + (5 * Stopwatch.Frequency);
        while (ports.Count < 3 && Stopwatch.GetTimestamp() < end)
        {
            client.SendTo([1], new IPEndPoint(IPAddress.Loopback, relay.Address.Port));
            relay.Turn();
            if (server.Poll(10_000, SelectMode.SelectRead))
            {
                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                server.ReceiveFrom(new byte[8], ref from);
                ports.Add(((IPEndPoint)from).Port);
            }
        }

        Assert.That(ports, Has.Count.EqualTo(3));
        Assert.That(relay.Links, Has.Count.EqualTo(1));
    }

    [Test]
    public void SteadyFlowAllocatesNothing()
    {
        using var server = ClientLink.Bound(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = ClientLink.Bound(new IPEndPoint(IPAddress.Loopback, 0));
        using var relay = Open(((IPEndPoint)server.LocalEndPoint!).Port, "N0");
        var to = new IPEndPoint(IPAddress.Loopback, relay.Address.Port).Serialize();
        var from = new SocketAddress(AddressFamily.InterNetwork);
        var buffer = new byte[100];
        Exchange(200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(1000);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
        Assert.That(relay.Links[0].Path.Up.Counters.Delivered, Is.EqualTo(1200));
        Assert.That(relay.Links[0].Path.Down.Counters.Delivered, Is.EqualTo(1200));

        void Exchange(int times)
        {
            for (var i = 0; i < times; i++)
            {
                client.SendTo(buffer, SocketFlags.None, to);
                relay.Turn();
                server.ReceiveFrom(buffer, SocketFlags.None, from);
                server.SendTo(buffer, SocketFlags.None, from);
                relay.Turn();
                client.ReceiveFrom(buffer, SocketFlags.None, to);
            }
        }
    }

    private static (Shard Shard, RoomTable Rooms) Serve(LiteNetLibTransport transport)
    {
        var clock = new StopwatchClock();
        var room = new RoomSettings { SeatsMax = Clients };
        var rooms = new RoomTable(new RoomMaker(new GameFactory(static () => new Arena()), clock, static () => 1), new RoomTableSettings(4, room, new RoomHostSettings()));
        var sessions = new SessionHost(transport, rooms, new SessionSettings(IsOpen: true), clock, static secret => Random.Shared.NextBytes(secret));
        return (new Shard(transport, sessions, rooms, new ShardSettings(), clock, trace: null, NullLogger.Instance), rooms);
    }

    private static Relay Open(int server, string name, double rebindSeconds = double.PositiveInfinity)
    {
        Assert.That(NetworkProfiles.TryGet(name, out var profile), Is.True);
        return new Relay(new RelayOptions(new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, server), profile!, Seed: 1, rebindSeconds));
    }

    private static void AssertSums(LinkLane lane)
    {
        var counts = lane.Counters;
        Assert.That(counts.Lost, Is.Positive);
        Assert.That(counts.Delivered, Is.Positive);
        Assert.That(counts.Delivered + counts.Lost + counts.RateDropped + counts.QueueDropped + lane.UnderWay, Is.EqualTo(counts.Offered + counts.Duplicated));
    }
}
