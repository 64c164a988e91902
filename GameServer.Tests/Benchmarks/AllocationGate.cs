using System.Net;
using GameServer.Client;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Transport;
using GameServer.Tools.Simulator.Timing;
using GameServer.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.Benchmarks;

/// <summary>
/// A shard and its clients over real sockets in one thread and on hand-turned time, so that what the server's own calls allocate
/// can be told from everything else to the byte.
/// </summary>
internal sealed class AllocationGate<TInput, TAvatar> : IDisposable
    where TInput : struct
    where TAvatar : struct
{
    private const int TickRate = 60;
    private const long TickNs = 1_000_000_000 / TickRate;
    private const int TurnsPerTick = 4;

    private readonly ManualClock clock = new();
    private readonly ManualTime time = new();
    private readonly LiteNetLibTransport transport;
    private readonly Shard shard;
    private readonly GameClient<TInput, TAvatar>[] clients;
    private readonly Func<Tick, TInput>[] inputs;

    public AllocationGate(Func<Game<TInput, TAvatar>> makeGame, Func<int, Func<Tick, TInput>> inputsOf, int players, string config)
    {
        transport = new LiteNetLibTransport(new LiteNetLibOptions { AddressV4 = IPAddress.Loopback, AddressV6 = null, ConnectionsMax = players }, time);
        var room = new RoomSettings { TickRate = TickRate, SeatsMax = players, Config = config };
        var settings = new RoomTableSettings(1, room, new RoomHostSettings { SnapshotRate = TickRate });
        var rooms = new RoomTable(new RoomMaker(new GameFactory(makeGame), clock, static () => 1), settings);
        var sessions = new SessionHost(transport, rooms, new SessionSettings(IsOpen: true), clock, Random.Shared.NextBytes);
        shard = new Shard(transport, sessions, rooms, new ShardSettings(), clock, trace: null, NullLogger.Instance);
        clients = new GameClient<TInput, TAvatar>[players];
        inputs = new Func<Tick, TInput>[players];
        for (var i = 0; i < players; i++)
        {
            clients[i] = new GameClient<TInput, TAvatar>(makeGame());
            clients[i].Connect("127.0.0.1", transport.Port, "room");
            inputs[i] = inputsOf(i);
        }
    }

    public int Connected => shard.Sessions.ConnectedCount;

    /// <summary>Lets ticks pass and returns the bytes that the server's calls allocated in them.</summary>
    public long Run(int ticks)
    {
        var allocated = 0L;
        for (var turn = 0; turn < ticks * TurnsPerTick; turn++)
        {
            clock.Now += TickNs / TurnsPerTick;
            time.Advance(TimeSpan.FromTicks(TickNs / TurnsPerTick / 100));
            var before = GC.GetAllocatedBytesForCurrentThread();
            shard.RunDue();
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;

            // A quarter of the clients has its frame in each turn.
            for (var i = turn % TurnsPerTick; i < clients.Length; i += TurnsPerTick)
            {
                clients[i].Advance(1.0 / TickRate, inputs[i]);
            }
        }

        return allocated;
    }

    public void Dispose()
    {
        Array.ForEach(clients, static client => client.Dispose());
        transport.Dispose();
    }
}
