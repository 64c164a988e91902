using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Links;
using GameServer.Tools.Simulator.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.Shards;

/// <summary>A real thread on time that it turns itself, so nothing is waited for but its answers.</summary>
internal sealed class ShardThreadTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly ManualClock clock = new();
    private MemoryNetwork network = null!;
    private Shard shard = null!;
    private int failures;

    [SetUp]
    public void MakeShard()
    {
        failures = 0;
        network = new MemoryNetwork();
        var rooms = new RoomTable(new RoomMaker(new GameFactory(static () => new DriftGame()), clock, static () => 1), new RoomTableSettings(4, new RoomSettings(), new RoomHostSettings()));
        var sessions = new SessionHost(network, rooms, new SessionSettings(IsOpen: true), clock, static _ => { });
        shard = new Shard(network, sessions, rooms, new ShardSettings(), clock, trace: null, NullLogger.Instance);
    }

    [TearDown]
    public void Dispose() => network.Dispose();

    [Test]
    public void CommandRunsOnTheShardsThread()
    {
        var thread = NewThread();
        thread.Start();
        using var answered = new ManualResetEventSlim();
        var name = "";
        Assert.That(thread.TryPost(_ => { name = Thread.CurrentThread.Name!; answered.Set(); }), Is.True);
        Assert.That(answered.Wait(Long), Is.True);
        Assert.That(name, Is.EqualTo("Shard 3"));
        Stop(thread);
    }

    [Test]
    public void StoppedThreadEndsAndSaysNoFailure()
    {
        var thread = NewThread();
        thread.Start();
        Stop(thread);
        Assert.That(failures, Is.Zero);
    }

    [Test]
    public void ShardThatThrowsSaysSoOnceAndEnds()
    {
        var thread = NewThread();
        thread.TryPost(static _ => throw new InvalidOperationException("planted"));
        thread.Start();
        Assert.That(thread.Join(Long), Is.True);
        Assert.That(failures, Is.EqualTo(1));
    }

    [Test]
    public void FullMailboxRefusesAndStopsAllTheSame()
    {
        var thread = NewThread();
        var taken = 0;
        while (taken < 1000 && thread.TryPost(static _ => { }))
        {
            taken++;
        }

        Assert.That(taken, Is.EqualTo(256));
        thread.Start();
        Stop(thread);
    }

    [Test]
    public void EmptiedMailboxTakesAgain()
    {
        var mailbox = new ShardMailbox(capacity: 2);
        var ran = new List<int>();
        Assert.That(mailbox.TryPost(_ => ran.Add(1)) && mailbox.TryPost(_ => ran.Add(2)), Is.True);
        Assert.That(mailbox.TryPost(_ => ran.Add(3)), Is.False);
        mailbox.Drain(shard);
        Assert.That(mailbox.TryPost(_ => ran.Add(4)), Is.True);
        mailbox.Drain(shard);
        Assert.That(ran, Is.EqualTo(new[] { 1, 2, 4 }));
    }

    private ShardThread NewThread() => new(3, shard, clock, new LeapingWaiter(clock) { Before = static () => Thread.Yield() }, NullLogger.Instance, () => failures++);

    private static void Stop(ShardThread thread)
    {
        thread.RequestStop();
        Assert.That(thread.Join(Long), Is.True);
    }
}
