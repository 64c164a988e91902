using System.Net.Sockets;
using System.Security.Cryptography;
using GameServer.Fleet;
using GameServer.Http;
using GameServer.Protocol.Control;
using GameServer.Protocol.Tokens;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Sockets;
using GameServer.Timing;
using GameServer.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GameServer.Hosting;

/// <summary>
/// The shards of one process: opened, which may fail, then started, then stopped. Owned by the host. Between start and stop the
/// shards belong to their threads, and it only posts to them.
/// </summary>
internal sealed class ShardGroup(
    IOptions<GameServerOptions> options, IServiceProvider services, ServerPorts ports, ServerExit exit, TimeProvider time, IMonotonicClock clock, ILoggerFactory loggers)
    : IDisposable
{
    private const int RoomIdsPerShard = 1 << 24;
    private const double StopSeconds = 2;
    private const long Megabyte = 1_000_000;
    private const uint MadeUpKeyId = 0;

    private readonly List<LiteNetLibTransport> transports = [];
    private readonly List<ShardThread> threads = [];
    private readonly List<ShardPlace> places = [];
    private readonly ILogger logger = loggers.CreateLogger("GameServer");
    private MappedTickTrace? trace;
    private ShardWatchdog? watch;
    private ITimer? rebalancing;
    private bool isOpen;

    public IReadOnlyList<ShardThread> Threads => threads;

    /// <summary>What may be asked of the shards while they run; there once opened.</summary>
    public FleetServices Fleet { get; private set; } = null!;

    /// <summary>
    /// Everything that can be wrong with game, ports and files shows here, as a <see cref="ConfigurationException"/>; with options before.
    /// Logs nothing, starts no thread; once is enough.
    /// </summary>
    public void Open()
    {
        if (isOpen)
        {
            return;
        }

        var chosen = options.Value;
        var room = new RoomSettings { TickRate = chosen.Tick, SeatsMax = chosen.Seats, Config = chosen.RoomConfig };
        var host = new RoomHostSettings { SnapshotRate = chosen.Snapshot, BytesPerSecondMax = chosen.BytesPerSecond, GarbageBytesPerSecondMax = chosen.GarbageMax * Megabyte };
        TrialRoom.Play(Games, room, host, clock);
        trace = chosen.TickTrace is { } path ? OpenTrace(path) : null;
        var keys = TokenKeyList.TryParse(chosen.TokenKeys, out var given, out _) && given.Count > 0
            ? given
            : [new TokenKey(MadeUpKeyId, RandomNumberGenerator.GetBytes(TokenKey.SecretBytes))];
        for (var i = 0; i < chosen.Shards; i++)
        {
            places.Add(Open(chosen, i, new RoomTableSettings(chosen.RoomsMax, room, host), keys));
        }

        if (chosen.Http >= 0)
        {
            RequireFreeHttpPort(chosen);
        }

        ports.Udp = [.. transports.Select(static t => t.Port)];
        Fleet = Connect(new AllocatorSettings(room, host, chosen.RoomsMax, chosen.Advertise ?? ListenAddress.Of(chosen).Advertised, keys[0]));
        isOpen = true;
    }

    private ShardPlace Open(GameServerOptions chosen, int index, RoomTableSettings settings, IReadOnlyList<TokenKey> keys)
    {
        var transport = OpenTransport(chosen, index);
        transports.Add(transport);
        var firstId = (uint)((index * RoomIdsPerShard) + (index * TickTraceLayout.Rooms / chosen.Shards)); // Rooms of two shards seldom share a block of the trace.
        var maker = new RoomMaker(services.GetRequiredService<GameFactory>(), clock, NewSeed, firstId);
        var rooms = new RoomTable(maker, settings);
        var tokens = new TokenGate(new TokenKeyRing(keys), time);
        var sessions = new SessionHost(transport, rooms, new SessionSettings(chosen.Open, chosen.Linger, chosen.SessionsPerAddress, chosen.RoomsPerAddress), clock, static secret => RandomNumberGenerator.Fill(secret), tokens);
        var shard = new Shard(transport, sessions, rooms, new ShardSettings(), clock, trace, logger) { RoomClosed = OnRoomClosed };
        var thread = new ShardThread(index, shard, clock, NewWaiter(), logger, exit.Fail, chosen.Pin);
        threads.Add(thread);
        return new ShardPlace(thread, maker, transport.Port);
    }

    private FleetServices Connect(AllocatorSettings settings)
    {
        var directory = new RoomDirectory(time);
        var allocator = new Allocator(places, directory, settings, time);
        return new FleetServices(
            services.GetRequiredService<GameFactory>().Name, places, directory, allocator, new NodeReports(places, time), new NodeDrain(places, allocator), new RoomMover(directory), time);
    }

    private void OnRoomClosed(RoomHost host, Goodbye goodbye)
    {
        Fleet.Directory.OnClosed(host, goodbye);
        Fleet.Drain.Look();
    }

    public void Start()
    {
        for (var i = 0; i < threads.Count; i++)
        {
            ShardLog.Listening(logger, i, transports[i].Port);
            transports[i].LogStart(logger);
            threads[i].Start();
        }

        watch = new ShardWatchdog(threads);
        watch.Start();
        if (places.Count > 1)
        {
            rebalancing = new Rebalancer(places, Fleet.Mover, Fleet.Allocator, logger).Start(time);
        }
    }

    /// <summary>Has every shard say goodbye, all at once, and waits for them.</summary>
    public void Stop()
    {
        rebalancing?.Dispose();
        watch?.Dispose();
        foreach (var thread in threads)
        {
            thread.RequestStop();
        }

        for (var i = 0; i < threads.Count; i++)
        {
            if (!threads[i].Join(TimeSpan.FromSeconds(StopSeconds)))
            {
                HostingLog.DidNotStop(logger, i, StopSeconds);
                exit.Fail();
            }
        }
    }

    public void Dispose()
    {
        foreach (var transport in transports)
        {
            transport.Dispose();
        }

        Fleet?.Reports.Dispose();
        trace?.Dispose();
    }

    private GameFactory Games() => services.GetRequiredService<GameFactory>();

    private LiteNetLibTransport OpenTransport(GameServerOptions chosen, int index)
    {
        var address = ListenAddress.Of(chosen);
        var wanted = new LiteNetLibOptions
        {
            Port = chosen.Port == 0 ? 0 : chosen.Port + index,
            AddressV4 = address.V4,
            AddressV6 = address.V6,
            ConnectionsMax = chosen.ConnectionsMax,
            Path = Enum.Parse<TransportPath>(chosen.Transport, ignoreCase: true),
        };
        try
        {
            // Without a logger: until all ports are open nothing may be said. Start says what there is to say.
            return new LiteNetLibTransport(wanted, time);
        }
        catch (TransportStartException exception)
        {
            throw new ConfigurationException(exception.Message);
        }
    }

    private static void RequireFreeHttpPort(GameServerOptions chosen)
    {
        try
        {
            HttpSide.RequireFree(ListenAddress.OfHttp(chosen), chosen.Http);
        }
        catch (SocketException exception)
        {
            throw new ConfigurationException($"TCP port {chosen.Http} cannot be opened:", exception);
        }
    }

    private static MappedTickTrace OpenTrace(string path)
    {
        try
        {
            return MappedTickTrace.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException($"The tick trace {path} cannot be written:", exception);
        }
    }

    private IWaiter NewWaiter() =>
        OperatingSystem.IsLinux() && StopwatchClock.CountsNanoseconds ? new LinuxWaiter(clock) : new PortableWaiter(clock);

    private static ulong NewSeed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
