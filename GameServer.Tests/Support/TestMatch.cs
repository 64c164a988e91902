using GameServer.Client;
using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Client.Transport;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.Support;

/// <summary>
/// A server, its clients and the network between them on hand-turned time, in one thread and under one seed: the same seed gives
/// the same match to the bit. Everything above the transport seam is the real code.
/// </summary>
internal sealed class TestMatch<TInput, TAvatar> : IDisposable
    where TInput : struct
    where TAvatar : struct
{
    private const long Millisecond = 1_000_000;
    private const string RoomName = "test";

    private readonly Func<Game<TInput, TAvatar>> makeGame;
    private readonly TestMatchSettings settings;
    private readonly Func<Tick, SeatId, TInput> inputs;
    private readonly ManualClock clock = new();
    private readonly MemoryNetwork network;
    private readonly SessionHost sessions;
    private readonly List<TestPlayer<TInput, TAvatar>> players = [];
    private long nextRunAt;
    private ulong secrets;

    public TestMatch(Func<Game<TInput, TAvatar>> makeGame, Func<Tick, SeatId, TInput> inputs, TestMatchSettings settings)
    {
        (this.makeGame, this.inputs, this.settings) = (makeGame, inputs, settings);
        network = new MemoryNetwork(settings.SeatsMax + 4);
        var room = new RoomSettings { TickRate = settings.TickRate, SeatsMax = settings.SeatsMax, Config = settings.Config, RewindMsMax = settings.RewindMsMax };
        var host = new RoomHostSettings { SnapshotRate = settings.SnapshotRate, BytesPerSecondMax = settings.BytesPerSecondMax, Rules = settings.Rules };
        var seeds = settings.Seed;
        Rooms = new RoomTable(new RoomMaker(new GameFactory(makeGame), clock, () => seeds++), new RoomTableSettings(settings.RoomsMax, room, host));
        sessions = new SessionHost(network, Rooms, new SessionSettings(settings.IsOpen, settings.LingerSeconds), clock, FillSecret);
        Shard = new Shard(network, sessions, Rooms, new ShardSettings(), clock, trace: null, NullLogger.Instance);
        nextRunAt = clock.Now;
        for (var i = 0; i < settings.Clients; i++)
        {
            AddClient();
        }
    }

    public Shard Shard { get; }

    public RoomTable Rooms { get; }

    public SessionCounters Sessions => sessions.Counters;

    /// <summary>Called every half millisecond, before server and clients: what a test does in the midst of it all.</summary>
    public Action? EachTurn { get; set; }

    public IReadOnlyList<TestPlayer<TInput, TAvatar>> Players => players;

    public RoomHost Room => RoomNamed(RoomName);

    /// <summary>While true the server's process stands still.</summary>
    public bool IsServerStopped { get; set; }

    public double Seconds => clock.Seconds;

    /// <summary>What a failure prints: enough to run the same match again.</summary>
    public string Replay => $"seed {settings.Seed}, {settings.Clients} clients, profile {settings.Profile?.Name ?? "none"}: TestMatch.Start({settings.Seed}, clients: {settings.Clients}, profile: \"{settings.Profile?.Name}\")";

    public RoomHost RoomNamed(string name) => Rooms.TryGet(name, out var room) ? room : throw new InvalidOperationException($"There is no room {name}.");

    /// <summary>One more player, who connects at once.</summary>
    public TestPlayer<TInput, TAvatar> AddClient(string room = RoomName, LinkProfile? profile = null, Func<byte[], byte[]>? rewriteHello = null)
    {
        var link = profile ?? settings.Profile;
        var tap = new TapTransport(() => network.CreateClient()) { RewriteHello = rewriteHello };
        IClientTransport transport = link is null ? tap : new ConditionedTransport(tap, link, Mix.Combine(settings.Seed, (ulong)players.Count));
        var client = new GameClient<TInput, TAvatar>(makeGame(), settings.ClientOptions with { Rules = settings.Rules }, transport);
        var player = new TestPlayer<TInput, TAvatar>(client, tap, inputs, settings.FramesPerSecond, clock.Now + (players.Count * Millisecond * 3 / 2));
        client.Connect("memory", network.Port, room, $"player {players.Count}");
        players.Add(player);
        return player;
    }

    /// <summary>Lets the room execute this many ticks.</summary>
    public void Run(int ticks)
    {
        for (var end = clock.Now + (ticks * 1_000_000_000L / settings.TickRate); clock.Now < end;)
        {
            Turn();
        }
    }

    /// <summary>Runs until something holds; fails when it does not within this many seconds.</summary>
    public void RunUntil(Func<bool> condition, double seconds, string what)
    {
        for (var end = clock.Now + (long)(seconds * 1e9); clock.Now < end; Turn())
        {
            if (condition())
            {
                return;
            }
        }

        Assert.Fail($"{what}: not within {seconds} s of simulated time ({Replay}).");
    }

    /// <summary>
    /// Every client is on its seat, holds a recent tick, and what it holds equals the server's history in every bit; and no hash
    /// has ever differed.
    /// </summary>
    public void AssertEveryClientAgrees()
    {
        AssertEveryClientHoldsTheTruth();
        var (replication, _) = Room.Sum();
        Assert.That(replication.Desyncs, Is.Zero, $"desyncs: {Replay}");
        Assert.That(replication.HashChecks, Is.GreaterThan(0), $"no hash was ever compared: {Replay}");
    }

    /// <summary>As <see cref="AssertEveryClientAgrees"/>, whatever was found and repaired on the way.</summary>
    public void AssertEveryClientHoldsTheTruth()
    {
        foreach (var player in players)
        {
            Assert.That(player.Client.State, Is.EqualTo(ClientState.Playing), Replay);
            var (compared, differing) = Compare(player);
            Assert.That(differing, Is.Zero, $"rows that differ from the server's history: {Replay}");
            Assert.That(compared, Is.GreaterThan(0), $"nothing recent is held: {Replay}");
        }
    }

    /// <summary>Rows that the clients hold and that the server's history has otherwise.</summary>
    public int DifferingRows() => players.Sum(DifferingRows);

    public int DifferingRows(TestPlayer<TInput, TAvatar> player) => player.Client.CurrentMatch is null ? 0 : Compare(player).Differing;

    public void Dispose()
    {
        foreach (var player in players)
        {
            player.Client.Dispose();
        }

        network.Dispose();
    }

    private (int Compared, int Differing) Compare(TestPlayer<TInput, TAvatar> player)
    {
        var (history, held) = (RoomNamed(player.Client.Welcome!.Room).Room.History, player.Client.CurrentMatch!.Held);
        var (compared, differing) = (0, 0);
        for (var slot = 0; slot < held.SlotCount; slot++)
        {
            if (held.TryGetNewest(slot, out var tick, out var head, out var row) && history.TryGet(tick, out var sealedTick))
            {
                compared++;
                differing += sealedTick.HeadAt(slot) == head && sealedTick.RowAt(slot).SequenceEqual(row) ? 0 : 1;
            }
        }

        return (compared, differing);
    }

    // Half a millisecond at a time, as fine as anything in here needs.
    private void Turn()
    {
        clock.Now += Millisecond / 2;
        EachTurn?.Invoke();
        if (clock.Now >= nextRunAt && !IsServerStopped)
        {
            nextRunAt = Shard.RunDue();
        }

        foreach (var player in players)
        {
            player.AdvanceIfDue(clock.Now);
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
