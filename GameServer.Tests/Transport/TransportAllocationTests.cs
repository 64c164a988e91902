using System.Net;
using GameServer.Client.Transport;
using GameServer.Sockets;
using GameServer.Tools.Bots.Wire;
using GameServer.Transport;

namespace GameServer.Tests.Transport;

/// <summary>A steady flow between real sockets allocates nothing on either end, pings and acks included.</summary>
[Category("RealUdp")]
[NonParallelizable]
[TestFixtureSource(typeof(TransportPaths), nameof(TransportPaths.All))]
internal sealed class TransportAllocationTests(TransportPath path)
{
    private const int Clients = 8;
    private const int WarmupRounds = 1500;
    private const int Rounds = 1000;

    // The library's pool may have grown by a packet in one of them; what every round allocates shows in all.
    private const int Windows = 4;
    private const int BytesOnceMax = 256;

    // Each end stands still for a moment while both warm up: pools then have grown to what a pause of the machine's asks of them.
    private const int ServerStall = 600;
    private const int ClientStall = 800;
    private const int StallRounds = 20;
    private const double RoundSeconds = 1 / 60.0;

    private readonly byte[] down = new byte[600];
    private readonly byte[] up = new byte[80];
    private readonly byte[] message = new byte[40];

    [TestCaseSource(typeof(TransportPaths), nameof(TransportPaths.All))]
    public void SteadyFlowAllocatesNothing(TransportPath clientPath)
    {
        var time = new ManualTime();
        var options = new LiteNetLibOptions { Path = path, AddressV4 = IPAddress.Loopback, AddressV6 = null, ConnectionsMax = Clients };
        using var server = new LiteNetLibTransport(options, time);
        var serverEvents = new CountingServer(Clients);
        using var wire = clientPath == TransportPath.Batched ? new LoopbackWire(number: 0) : null;
        var clients = Array.ConvertAll(new CountingClient[Clients], _ => new CountingClient(wire?.Open() ?? new LiteNetLibClientTransport()));
        foreach (var client in clients)
        {
            client.Transport.Connect("127.0.0.1", server.Port, [1], now: 0);
        }

        long serverBytes = 0;
        long clientBytes = 0;
        long bytesOnce = 0;
        var round = 0;
        for (var end = WarmupRounds + Rounds; round < end; round++)
        {
            var now = round * RoundSeconds;
            time.Advance(TimeSpan.FromSeconds(RoundSeconds));
            var before = GC.GetAllocatedBytesForCurrentThread();
            if (!IsStalled(round, ServerStall))
            {
                TurnServer(server, serverEvents, round);
            }

            var between = GC.GetAllocatedBytesForCurrentThread();
            if (!IsStalled(round, ClientStall))
            {
                TurnClients(clients, now, round);
                wire?.Exchange();
            }

            var after = GC.GetAllocatedBytesForCurrentThread();
            if (round >= WarmupRounds)
            {
                serverBytes += between - before;
                clientBytes += after - between;
            }

            if (round == end - 1 && serverBytes + clientBytes > 0 && end < WarmupRounds + (Windows * Rounds))
            {
                bytesOnce += serverBytes + clientBytes;
                (serverBytes, clientBytes, end) = (0, 0, end + Rounds);
            }
        }

        Assert.That(serverEvents.Datagrams, Is.GreaterThan(Clients * (round - 10 - StallRounds)));
        Assert.That(Array.ConvertAll(clients, static c => c.Datagrams), Has.All.GreaterThan(round - 10 - StallRounds));
        Assert.That(serverEvents.Reliables, Is.GreaterThan(0));
        Assert.That(bytesOnce, Is.LessThanOrEqualTo(BytesOnceMax), "in the windows before");
        Assert.That(serverBytes, Is.Zero, "server");
        Assert.That(clientBytes, Is.Zero, "clients");
        Array.ForEach(clients, static client => client.Transport.Dispose());
    }

    [Test]
    public void FloodFromAStrangerIsCollectedAtOnce()
    {
        var options = new LiteNetLibOptions { Path = path, AddressV4 = IPAddress.Loopback, AddressV6 = null, ConnectionsMax = Clients };
        using var server = new LiteNetLibTransport(options, new ManualTime());
        var events = new CountingServer(Clients);
        using var stranger = new RawPeer(server.Port);
        Flood(server, events, stranger, rounds: 50);
        var pooled = server.PacketsPooled;
        var perDatagram = Flood(server, events, stranger, rounds: 100) / (100.0 * 50);

        // The library makes an endpoint for each unknown sender before anyone is asked; its packet goes back to the pool.
        Assert.That(server.PacketsPooled, Is.EqualTo(pooled));
        Assert.That(perDatagram, server.Path == TransportPath.Batched ? Is.Zero : Is.LessThan(100));
    }

    private static long Flood(LiteNetLibTransport server, CountingServer events, RawPeer stranger, int rounds)
    {
        var allocated = 0L;
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < 50; i++)
            {
                stranger.Send(0, 1, 2, 3);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            server.Receive(events);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    private static bool IsStalled(int round, int stall) => round >= stall && round < stall + StallRounds;

    private void TurnServer(LiteNetLibTransport server, CountingServer events, int round)
    {
        server.Receive(events);
        for (var i = 0; i < events.Count; i++)
        {
            server.Send(events.Ids[i], down);
            if (round % 30 == 0)
            {
                server.TrySendReliable(events.Ids[i], message);
            }
        }

        server.Flush();
    }

    private void TurnClients(CountingClient[] clients, double now, int round)
    {
        foreach (var client in clients)
        {
            client.Transport.Poll(now, client);
            client.Transport.Send(up, now);
            if (round % 30 == 0)
            {
                client.Transport.SendReliable(message, now);
            }
        }
    }

    private sealed class CountingServer(int clients) : ITransportEvents
    {
        internal ConnectionId[] Ids { get; } = new ConnectionId[clients];

        internal int Count { get; private set; }

        internal int Datagrams { get; private set; }

        internal int Reliables { get; private set; }

        public bool OnConnectRequest(ReadOnlySpan<byte> hello, IPEndPoint address, Span<byte> refusal, out int refusalLength, out object? ticket)
        {
            (refusalLength, ticket) = (0, null);
            return true;
        }

        public void OnConnected(ConnectionId connection, object? ticket) => Ids[Count++] = connection;

        public void OnDatagram(ConnectionId connection, ReadOnlySpan<byte> datagram) => Datagrams++;

        public void OnReliable(ConnectionId connection, ReadOnlySpan<byte> message) => Reliables++;

        public void OnClosed(ConnectionId connection, CloseCause cause) => Assert.Fail($"closed: {cause}");
    }

    private sealed class CountingClient(IClientTransport transport) : IClientTransportEvents
    {
        internal IClientTransport Transport { get; } = transport;

        internal int Datagrams { get; private set; }

        public void OnConnected()
        {
        }

        public void OnDatagram(ReadOnlySpan<byte> datagram) => Datagrams++;

        public void OnReliable(ReadOnlySpan<byte> message)
        {
        }

        public void OnClosed(ReadOnlySpan<byte> goodbye, bool refused) => Assert.Fail("closed");
    }
}
