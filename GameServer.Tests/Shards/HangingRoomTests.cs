using GameServer.Protocol.Control;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Sessions;
using GameServer.Tests.Support;
using GameServer.Tests.Transport;
using GameServer.Timing;
using GameServer.Tools.Simulator.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.Shards;

/// <summary>Real threads on real time: a game's code that does not come back costs its room and nobody else.</summary>
internal sealed class HangingRoomTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly StopwatchClock clock = new();
    private readonly List<(string Room, GoodbyeReason Reason)> closed = [];
    private ManualResetEventSlim comesBack = null!;
    private MemoryNetwork network = null!;
    private Shard shard = null!;
    private ShardThread thread = null!;
    private ShardWatchdog watch = null!;
    private ManualResetEventSlim failed = null!;
    private int failures;
    private bool isStartStuck;

    [SetUp]
    public void StartShard()
    {
        closed.Clear();
        failures = 0;
        isStartStuck = false;
        comesBack = new ManualResetEventSlim();
        failed = new ManualResetEventSlim();
        network = new MemoryNetwork();
        var settings = new RoomTableSettings(24, new RoomSettings(), new RoomHostSettings());
        var rooms = new RoomTable(new RoomMaker(new GameFactory(() => new SandboxGame { Started = HangIfToldTo, Joined = Hang }), clock, static () => 1), settings);
        var sessions = new SessionHost(network, rooms, new SessionSettings(IsOpen: true), clock, static _ => { });
        shard = new Shard(network, sessions, rooms, new ShardSettings(), clock, trace: null, NullLogger.Instance);
        shard.RoomClosed = (host, goodbye) => closed.Add((host.Name, goodbye.Reason));
        thread = new ShardThread(0, shard, clock, new PortableWaiter(clock), NullLogger.Instance, OnFailed);
        watch = new ShardWatchdog([thread]);
        thread.Start();
        watch.Start();
    }

    [TearDown]
    public void Stop()
    {
        watch.Dispose();
        comesBack.Set();
        thread.RequestStop();
        Assert.That(thread.Join(Long), Is.True);
        network.Dispose();
        comesBack.Dispose();
        failed.Dispose();
    }

    private void OnFailed()
    {
        failures++;
        failed.Set();
    }

    [Test]
    public async Task RoomThatHangsIsClosedAndTheOthersGoOn()
    {
        await Add("good", hangs: false);
        await Add("stuck", hangs: true);
        var begun = clock.Now;
        while (await thread.Ask(static s => s.Stats.RoomsHung).WaitAsync(Long) == 0)
        {
        }

        TestContext.Out.WriteLine($"gone on after {(clock.Now - begun) / 1e6:0} ms");
        while (await thread.Ask(static s => s.Rooms.All.Count).WaitAsync(Long) > 1)
        {
        }

        Assert.That(closed, Is.EqualTo(new[] { ("stuck", GoodbyeReason.RoomFailed) }));
        await TicksGoOn("good");
        comesBack.Set();
        await TicksGoOn("good");
        Assert.That(failures, Is.Zero);
        Assert.That(closed, Has.Count.EqualTo(1), "the thread that came back changed nothing");
    }

    [Test]
    public async Task ServerStopsWhenRoomAfterRoomHangs()
    {
        for (var hung = 1; hung <= 8; hung++)
        {
            await Add($"stuck {hung}", hangs: true);
            while (await thread.Ask(static s => s.Stats.RoomsHung).WaitAsync(Long) < hung)
            {
            }

            Assert.That(failures, Is.Zero);
        }

        await Add("one too many", hangs: true);
        Assert.That(failed.Wait(Long), Is.True);
        Assert.That(failures, Is.EqualTo(1));
    }

    [Test]
    public async Task RoomWhoseTickIsOnlySlowComesBackAndNobodyWaitsForIt()
    {
        await Add("good", hangs: false);
        await Add("slow", hangs: true);
        var ticks = await TicksOf("good");
        while (shard.Ticks.HasRoomsAside is false)
        {
            await Task.Yield();
        }

        comesBack.Set(); // Which questions wait for.
        Assert.That(await thread.Ask(static s => s.Stats.RoomsSetAside).WaitAsync(Long), Is.GreaterThan(0));
        await TicksGoOn("slow");
        await TicksGoOn("good");
        Assert.That(await TicksOf("good"), Is.GreaterThan(ticks));
        Assert.That((closed.Count, failures), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task RoomThatHangsWhileSomebodyJoinsItIsClosedLikeAnyOther()
    {
        await Add("good", hangs: false);
        using var client = new RecordingClient(network.CreateClient());
        thread.TryPost(s => client.Transport.Connect("memory", network.Port, Hello(s, "joined"), 0));
        while (await thread.Ask(static s => s.Stats.RoomsClosed).WaitAsync(Long) == 0)
        {
        }

        await TicksGoOn("good");
        await thread.Ask(_ =>
        {
            client.Transport.Poll(0, client);
            return true;
        }).WaitAsync(Long);
        Assert.That(SessionRig.Reason(client), Is.EqualTo(GoodbyeReason.RoomFailed));
        Assert.That(failures, Is.Zero);
    }

    // There is no room to go on without.
    [Test]
    public void ServerStopsWhenARoomHangsThatIsBeingMade()
    {
        isStartStuck = true;
        thread.TryPost(s => network.CreateClient().Connect("memory", network.Port, Hello(s, "room"), 0));
        Assert.That(failed.Wait(Long), Is.True);
        Assert.That(failures, Is.EqualTo(1));
    }

    private static byte[] Hello(Shard shard, string room) => SessionRig.Bytes(new Hello(ProtocolVersion.Current, shard.Rooms.Schema.Hash, room, "player", Array.Empty<byte>(), Array.Empty<byte>()));

    private void HangIfToldTo(Room room)
    {
        if (isStartStuck)
        {
            comesBack.Wait();
        }
    }

    private Walker Hang(Seat seat)
    {
        comesBack.Wait();
        return default;
    }

    private async Task Add(string name, bool hangs)
    {
        var game = new GameFactory(() => new SandboxGame { Ticked = hangs ? _ => comesBack.Wait() : null });
        var room = new RoomMaker(game, clock, static () => 1).Make(name, new RoomSettings(), new RoomHostSettings { EmptySeconds = 600 });
        Assert.That(await thread.Ask(s => s.TryAdd(room)).WaitAsync(Long), Is.True);
    }

    private async Task TicksGoOn(string name)
    {
        var ticks = await TicksOf(name);
        while (await TicksOf(name) < ticks + 10)
        {
        }
    }

    private Task<uint> TicksOf(string name) => thread.Ask(s => s.Rooms.TryGet(name, out var room) ? room.Room.Tick.Number : 0).WaitAsync(Long);
}
