using GameServer.Client.Conditioning;
using GameServer.Client.Sessions;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tests.Support;

/// <summary>A simulated match with the assertions that tests make of one.</summary>
internal sealed class TestMatch<TInput, TAvatar>(Func<Game<TInput, TAvatar>> makeGame, Func<Tick, SeatId, TInput> inputs, SimulationSettings settings) : IDisposable
    where TInput : struct
    where TAvatar : struct
{
    private const string RoomName = SimulatedMatch<TInput, TAvatar>.RoomName;

    private readonly SimulatedMatch<TInput, TAvatar> match = new(makeGame, inputs, settings);

    public Shard Shard => match.Shard;

    public RoomTable Rooms => match.Rooms;

    public SessionCounters Sessions => match.Sessions;

    /// <summary>Called after each turn of the server.</summary>
    public Action? ServerTurned { set => match.ServerTurned = value; }

    /// <summary>How many nanoseconds a tick of a room takes, by the room's id.</summary>
    public Func<uint, long>? TickTakes { set => match.TickTakes = value; }

    public IReadOnlyList<SimulatedPlayer<TInput, TAvatar>> Players => match.Players;

    public RoomHost Room => match.Room;

    /// <summary>While true the server's process stands still.</summary>
    public bool IsServerStopped { set => match.IsServerStopped = value; }

    public double Seconds => match.Seconds;

    /// <summary>What a failure prints: enough to run the same match again.</summary>
    public string Replay => $"seed {settings.Seed}, {settings.Clients} clients, profile {settings.Profile?.Name ?? "none"}: TestMatch.Start({settings.Seed}, clients: {settings.Clients}, profile: \"{settings.Profile?.Name}\")";

    public RoomHost RoomNamed(string name) => match.RoomNamed(name);

    /// <summary>One more player, who connects at once.</summary>
    public SimulatedPlayer<TInput, TAvatar> AddClient(string room = RoomName, LinkProfile? profile = null, Func<byte[], byte[]>? rewriteHello = null) =>
        match.AddClient(room, profile, rewriteHello);

    /// <summary>Lets the room execute this many ticks.</summary>
    public void Run(int ticks) => match.Run(ticks);

    /// <summary>The same, and does something again and again in the midst of it.</summary>
    public void Run(int ticks, long everyNs, Action action)
    {
        for (var end = match.Now + (ticks * 1_000_000_000L / settings.TickRate); match.Now < end;)
        {
            match.RunTo(Math.Min(end, match.Now + everyNs));
            action();
        }
    }

    /// <summary>Runs until something holds; fails when it does not within this many seconds.</summary>
    public void RunUntil(Func<bool> condition, double seconds, string what)
    {
        for (var end = match.Now + (long)(seconds * 1e9); !condition();)
        {
            if (!match.TryStep(end))
            {
                Assert.Fail($"{what}: not within {seconds} s of simulated time ({Replay}).");
            }
        }
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
        foreach (var player in Players)
        {
            Assert.That(player.Client.State, Is.EqualTo(ClientState.Playing), Replay);
            var (compared, differing) = Compare(player);
            Assert.That(differing, Is.Zero, $"rows that differ from the server's history: {Replay}");
            Assert.That(compared, Is.GreaterThan(0), $"nothing recent is held: {Replay}");
        }
    }

    /// <summary>Rows that the clients hold and that the server's history has otherwise.</summary>
    public int DifferingRows() => Players.Sum(DifferingRows);

    public int DifferingRows(SimulatedPlayer<TInput, TAvatar> player) => player.Client.CurrentMatch is null ? 0 : Compare(player).Differing;

    public void Dispose() => match.Dispose();

    private (int Compared, int Differing) Compare(SimulatedPlayer<TInput, TAvatar> player)
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
}
