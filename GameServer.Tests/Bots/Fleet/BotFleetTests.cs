using System.Diagnostics;
using System.Net;
using GameServer.Client.Sessions;
using GameServer.Games.Arena;
using GameServer.Protocol.Control;
using GameServer.Protocol.Recordings;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Timing;
using GameServer.Tools.Bots.Fleet;
using GameServer.Transport;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.Bots.Fleet;

/// <summary>A fleet on threads of its own against a shard that the test turns, over real sockets and in real time.</summary>
[Category("RealUdp")]
[NonParallelizable]
internal sealed class BotFleetTests
{
    private const int Clients = 6;

    private LiteNetLibTransport transport = null!;
    private Shard shard = null!;

    [SetUp]
    public void StartServer()
    {
        var clock = new StopwatchClock();
        transport = new LiteNetLibTransport(new LiteNetLibOptions { AddressV4 = IPAddress.Loopback, AddressV6 = null }, TimeProvider.System);
        var room = new RoomSettings { SeatsMax = 4 };
        var rooms = new RoomTable(new RoomMaker(new GameFactory(static () => new Arena()), clock, static () => 1), new RoomTableSettings(4, room, new RoomHostSettings()));
        var sessions = new SessionHost(transport, rooms, new SessionSettings(IsOpen: true), clock, static secret => Random.Shared.NextBytes(secret));
        shard = new Shard(transport, sessions, rooms, new ShardSettings(), clock, trace: null, NullLogger.Instance);
    }

    [TearDown]
    public void StopServer() => transport.Dispose();

    [TestCase(1)]
    [TestCase(2)]
    public void BotsJoinPlayAndLeave(int threads)
    {
        var options = new BotFleetOptions { Host = "127.0.0.1", Port = transport.Port, Rooms = ["a", "b"], Clients = Clients, Threads = threads };
        Assert.That(BotFleet.TryStart(options, out var fleet, out var problem), Is.True, problem);
        using (fleet)
        {
            Run(until: () => shard.Sessions.ConnectedCount == Clients, seconds: 10);
            Run(until: static () => false, seconds: 0.5);
            var restart = Task.Run(fleet!.RestartWindow);
            Run(until: () => restart.IsCompleted, seconds: 10);
            Run(until: static () => false, seconds: 1);
            var reading = Task.Run(fleet.Figures);
            Run(until: () => reading.IsCompleted, seconds: 10);
            var figures = reading.Result;

            Assert.That(figures.Playing, Is.EqualTo(Clients));
            Assert.That(figures.Bots, Has.Count.EqualTo(Clients));
            foreach (var bot in figures.Bots)
            {
                Assert.That(bot.Counts.Snapshots, Is.GreaterThan(0), bot.Name);
                Assert.That(bot.Counts.EntityUpdates, Is.GreaterThan(bot.Counts.Snapshots), bot.Name);
                Assert.That(bot.Counts.PredictionsChecked, Is.GreaterThan(0), bot.Name);
                Assert.That(bot.EntityAge.Count, Is.GreaterThan(0), bot.Name);
            }

            var stopping = Task.Run(fleet.Stop);
            Run(until: () => stopping.IsCompleted, seconds: 10);
        }

        Assert.That(shard.Sessions.Counters.Goodbyes(GoodbyeReason.PlayerLeft), Is.EqualTo(Clients));
    }

    [TestCase("match.rec")]
    [TestCase("match.rec.br")]
    public void TheFirstBotThatDecodesRecordsTheMatch(string name)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("bots").FullName, name);
        var options = new BotFleetOptions { Host = "127.0.0.1", Port = transport.Port, Rooms = ["a"], Clients = 2, DecodeShare = 0.5, RecordingFile = file };
        Assert.That(BotFleet.TryStart(options, out var fleet, out var problem), Is.True, problem);
        using (fleet)
        {
            Run(until: () => shard.Sessions.ConnectedCount == 2, seconds: 10);
            Run(until: static () => false, seconds: 1);
            var stopping = Task.Run(fleet!.Stop);
            Run(until: () => stopping.IsCompleted, seconds: 10);
            Assert.That(fleet.RecordingProblem, Is.Null);
        }

        var recording = MatchRecording.Read(file, new Arena().Schema);
        Assert.That(fleet.RecordedTicks, Is.GreaterThan(10));
        Assert.That(recording.Ticks, Is.GreaterThanOrEqualTo(fleet.RecordedTicks));
        Assert.That(recording.TickRate, Is.EqualTo(60));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Test]
    public void ARecordingOfNothingIsToldOf()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("bots").FullName, "match.rec");
        var options = new BotFleetOptions { Host = "127.0.0.1", Port = transport.Port, Rooms = ["a"], RecordingFile = file };
        Assert.That(BotFleet.TryStart(options, out var fleet, out var problem), Is.True, problem);
        fleet!.Stop();
        Assert.That(fleet.RecordingProblem, Does.StartWith("Nothing came in").And.EndsWith("."));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Test]
    public void ABotWithoutASeatSaysWhy()
    {
        var options = new BotFleetOptions { Host = "localhost", Port = transport.Port, Rooms = ["a"], Clients = Clients };
        Assert.That(BotFleet.TryStart(options, out var fleet, out var problem), Is.True, problem);
        using (fleet)
        {
            Run(until: () => shard.Sessions.Counters.Goodbyes(GoodbyeReason.RoomFull) == 2 && shard.Sessions.ConnectedCount == 4, seconds: 10);
            Run(until: static () => false, seconds: 0.3);
            var reading = Task.Run(fleet!.Figures);
            Run(until: () => reading.IsCompleted, seconds: 10);
            var closed = reading.Result.Bots.Where(static bot => bot.State == ClientState.Closed).ToArray();
            Assert.That(closed.Select(static bot => bot.Reason), Is.EqualTo(new[] { GoodbyeReason.RoomFull, GoodbyeReason.RoomFull }));
        }
    }

    [Test]
    public void AnUnknownHostIsRefusedWithASentence()
    {
        var options = new BotFleetOptions { Host = "no.such.host.invalid", Port = 9, Rooms = ["a"] };
        Assert.That(BotFleet.TryStart(options, out _, out var problem), Is.False);
        Assert.That(problem, Does.Contain("no.such.host.invalid").And.EndsWith("."));
    }

    private void Run(Func<bool> until, double seconds)
    {
        for (var begin = Stopwatch.StartNew(); begin.Elapsed.TotalSeconds < seconds && !until();)
        {
            shard.RunDue();
            Thread.Yield();
        }
    }
}
