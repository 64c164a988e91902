using GameServer.Client;
using GameServer.Client.Conditioning;
using GameServer.Reports;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Tools.Simulator.Links;
using GameServer.Tools.Simulator.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tools.Simulator.Matches;

/// <summary>
/// A server, its clients and the network between them in one thread, on one clock and under one seed: the same seed gives the same
/// match to the bit. The clock leaps from one thing that is due to the next. Everything above the transport seam is the real code.
/// </summary>
internal sealed class SimulatedMatch<TInput, TAvatar> : ITickTrace, IDisposable
    where TInput : struct
    where TAvatar : struct
{
    public const string RoomName = "test";

    private const long Millisecond = 1_000_000;

    private readonly Func<Game<TInput, TAvatar>> makeGame;
    private readonly SimulationSettings settings;
    private readonly Func<Tick, SeatId, TInput> inputs;
    private readonly ManualClock clock = new();
    private readonly MemoryNetwork network;
    private readonly SessionHost sessions;
    private readonly List<SimulatedPlayer<TInput, TAvatar>> players = [];
    private readonly PriorityQueue<Action, (long, int)> plans = new();
    private long serverDueAt;
    private int planned;
    private ulong secrets;

    public SimulatedMatch(Func<Game<TInput, TAvatar>> makeGame, Func<Tick, SeatId, TInput> inputs, SimulationSettings settings)
    {
        (this.makeGame, this.inputs, this.settings) = (makeGame, inputs, settings);
        network = new MemoryNetwork(settings.SeatsMax + 4);
        var room = new RoomSettings { TickRate = settings.TickRate, SeatsMax = settings.SeatsMax, Config = settings.Config, RewindMsMax = settings.RewindMsMax };
        var host = new RoomHostSettings { SnapshotRate = settings.SnapshotRate, BytesPerSecondMax = settings.BytesPerSecondMax, DatagramBytesMax = settings.DatagramBytesMax, Rules = settings.Rules };
        var seeds = settings.Seed;
        Rooms = new RoomTable(new RoomMaker(new GameFactory(makeGame), clock, () => seeds++), new RoomTableSettings(settings.RoomsMax, room, host));
        sessions = new SessionHost(network, Rooms, new SessionSettings(settings.IsOpen, settings.LingerSeconds), clock, FillSecret);
        Shard = new Shard(network, sessions, Rooms, new ShardSettings(), clock, trace: this, NullLogger.Instance);
        serverDueAt = clock.Now;
        for (var i = 0; i < settings.Clients; i++)
        {
            AddClient();
        }
    }

    public Shard Shard { get; }

    public RoomTable Rooms { get; }

    public SessionCounters Sessions => sessions.Counters;

    /// <summary>Called when a tick is sealed, before anybody is told of it.</summary>
    public Action? TickSealed { get; set; }

    /// <summary>Called after each turn of the server.</summary>
    public Action? ServerTurned { get; set; }

    /// <summary>How many nanoseconds a tick of a room takes, by the room's id; none, unless a test says so.</summary>
    public Func<uint, long>? TickTakes { get; set; }

    /// <summary>Called before each frame of a client.</summary>
    public Action<SimulatedPlayer<TInput, TAvatar>>? PlayerAdvances { get; set; }

    /// <summary>Called when a player was added, before it connects.</summary>
    public event Action<SimulatedPlayer<TInput, TAvatar>>? PlayerAdded;

    public IReadOnlyList<SimulatedPlayer<TInput, TAvatar>> Players => players;

    public RoomHost Room => RoomNamed(RoomName);

    /// <summary>While true the server's process stands still.</summary>
    public bool IsServerStopped { get; set; }

    /// <summary>Ticks after which a room went on from a save.</summary>
    public long HeavyTicks { get; private set; }

    public double Seconds => clock.Seconds;

    public long Now => clock.Now;

    public RoomHost RoomNamed(string name) => Rooms.TryGet(name, out var room) ? room : throw new InvalidOperationException($"There is no room {name}.");

    /// <summary>One more player, who connects at once.</summary>
    public SimulatedPlayer<TInput, TAvatar> AddClient(string room = RoomName, LinkProfile? profile = null, Func<byte[], byte[]>? rewriteHello = null, double? framesPerSecond = null)
    {
        var tap = new TapTransport(() => network.CreateClient()) { RewriteHello = rewriteHello };
        var link = new SimulatedLink(clock, tap, profile ?? settings.Profile, Mix.Combine(settings.Seed, (ulong)players.Count), settings.IsTagged);
        var client = new GameClient<TInput, TAvatar>(makeGame(), settings.ClientOptions with { Rules = settings.Rules }, link);
        var player = new SimulatedPlayer<TInput, TAvatar>(players.Count, client, link, inputs, framesPerSecond ?? settings.FramesPerSecond, clock.Now + (players.Count * Millisecond * 3 / 2));
        players.Add(player);
        PlayerAdded?.Invoke(player);
        client.Connect("memory", network.Port, room, $"player {player.Index}");
        return player;
    }

    /// <summary>Asks a player in again who left or was turned away.</summary>
    public void ConnectAgain(SimulatedPlayer<TInput, TAvatar> player) => player.Client.Connect("memory", network.Port, RoomName, $"player {player.Index}");

    /// <summary>Does something at a moment, in nanoseconds of the match's clock, before whatever else is due then.</summary>
    public void At(long moment, Action action) => plans.Enqueue(action, (moment, planned++));

    /// <summary>Lets the room execute this many ticks.</summary>
    public void Run(int ticks) => RunTo(clock.Now + (ticks * 1_000_000_000L / settings.TickRate));

    /// <summary>Lets time pass up to a moment.</summary>
    public void RunTo(long end)
    {
        while (TryStep(end))
        {
        }
    }

    /// <summary>Does the next thing that is due; false, and the time is <paramref name="end"/>, when nothing is before that.</summary>
    public bool TryStep(long end)
    {
        var due = IsServerStopped ? long.MaxValue : serverDueAt;
        SimulatedPlayer<TInput, TAvatar>? next = null;
        foreach (var player in players)
        {
            if (player.NextFrameAt < due && !player.IsPaused)
            {
                (next, due) = (player, player.NextFrameAt);
            }
        }

        var isPlan = plans.TryPeek(out _, out var plan) && plan.Item1 <= due;
        due = isPlan ? plan.Item1 : due;
        if (due > end)
        {
            clock.Now = Math.Max(clock.Now, end);
            return false;
        }

        clock.Now = Math.Max(clock.Now, due);
        if (isPlan)
        {
            plans.Dequeue()();
        }
        else if (next is not null)
        {
            PlayerAdvances?.Invoke(next);
            next.Advance(clock.Now);
        }
        else
        {
            TurnServer();
        }

        return true;
    }

    public void Dispose()
    {
        foreach (var player in players)
        {
            player.Client.Dispose();
        }

        network.Dispose();
    }

    void ITickTrace.Sealed(uint room, Tick tick, long nanoseconds)
    {
        if (settings.IsHeavy)
        {
            GoOnFromASave(room);
        }

        clock.Now += TickTakes?.Invoke(room) ?? 0;
        TickSealed?.Invoke();
    }

    void ITickTrace.Ended(uint room, Tick tick, long due, long begun, long ended)
    {
        // Simulated time stands still in a tick.
    }

    private void GoOnFromASave(uint id)
    {
        foreach (var host in Rooms.All)
        {
            if (host.Id == id)
            {
                host.Room.GoOnFromASave(makeGame());
                HeavyTicks++;
            }
        }
    }

    private void TurnServer()
    {
        DepartInOrder();
        serverDueAt = Shard.RunDue();
        foreach (var player in players)
        {
            player.Link.TakeIn();
        }

        ServerTurned?.Invoke();
    }

    // What has reached the server by now lies there in the order in which it came, whoever sent it.
    private void DepartInOrder()
    {
        while (true)
        {
            SimulatedPlayer<TInput, TAvatar>? first = null;
            var due = clock.Seconds;
            foreach (var player in players)
            {
                if (player.Link.NextDeparture <= due)
                {
                    (first, due) = (player, player.Link.NextDeparture);
                }
            }

            if (first is null)
            {
                return;
            }

            first.Link.Depart(due);
        }
    }

    private void FillSecret(byte[] secret)
    {
        var random = new RoomRandom(settings.Seed, ++secrets);
        for (var i = 0; i < secret.Length; i++)
        {
            secret[i] = (byte)random.NextUInt();
        }
    }
}
