using GameServer.Protocol.Control;
using GameServer.Rooms;
using GameServer.Sessions;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Sessions;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Links;
using GameServer.Tools.Simulator.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace GameServer.Tests.Shards;

internal sealed class ShardTests
{
    private const long Second = 1_000_000_000;

    [Test]
    public void RoomTicksAtItsRateWithoutDrift([Values(1, 30, 60, 128, 240)] int tickRate)
    {
        using var bench = new Bench(tickRate);
        bench.Join("room");
        for (var end = bench.Clock.Now + (60 * Second); bench.Clock.Now < end;)
        {
            bench.Clock.Now = bench.Shard.RunDue();
        }

        Assert.That(bench.Room("room").Counters.Ticks, Is.EqualTo(60 * tickRate).Within(1));
        Assert.That(bench.Room("room").Counters.TicksSkipped, Is.Zero);
    }

    [Test]
    public void RoomThatNobodySitsInTicksSeldomUntilSomebodyDoes()
    {
        using var rig = new SessionRig();
        var client = rig.Join();
        rig.Send(client, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, "")));
        Assert.That(TicksIn(rig, seconds: 16), Is.EqualTo(60).Within(1));
        rig.Join();
        Assert.That(TicksIn(rig, seconds: 2), Is.EqualTo(120).Within(1));
    }

    private static long TicksIn(SessionRig rig, double seconds)
    {
        var before = rig.Room().Counters.Ticks;
        for (var turn = 0; turn < seconds * 240; turn++)
        {
            rig.Turn(1 / 240.0);
        }

        return rig.Room().Counters.Ticks - before;
    }

    [Test]
    public void NextTimeIsAlwaysLaterThanNow()
    {
        using var bench = new Bench(60);
        bench.Join("room");
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++)
        {
            var next = bench.Shard.RunDue();
            Assert.That(next, Is.GreaterThan(bench.Clock.Now));
            Assert.That(next - bench.Clock.Now, Is.LessThanOrEqualTo(Second / 240 + 1), "the socket is drained four times per tick");
            bench.Clock.Now += random.Next(20_000_000);
        }
    }

    [Test]
    public void RoomsAreSpreadOverTheTickPeriod()
    {
        using var bench = new Bench(60);
        string[] names = ["a", "b", "c", "d"];
        Array.ForEach(names, bench.Join);
        var ticked = new List<(long At, string Room)>();
        var before = names.ToDictionary(static n => n, n => bench.Room(n).Counters.Ticks);
        for (var end = bench.Clock.Now + (Second / 60) + 1_000_000; bench.Clock.Now < end; bench.Clock.Now += 250_000)
        {
            bench.Shard.RunDue();
            foreach (var name in names.Where(n => bench.Room(n).Counters.Ticks > before[n]))
            {
                ticked.Add((bench.Clock.Now, name));
                before[name] = bench.Room(name).Counters.Ticks;
            }
        }

        Assert.That(ticked.Select(static t => t.Room), Is.EquivalentTo(names));
        Assert.That(ticked.Zip(ticked.Skip(1), static (a, b) => (b.At - a.At) / 1e6), Is.All.InRange(3.5, 5.0), "a quarter of 16.7 ms apart");
    }

    [TestCase(2, 2, 0)]
    [TestCase(4, 4, 0)]
    [TestCase(10, 4, 5)]
    [TestCase(600, 4, 595)]
    public void LateRoomMakesUpAFewTicksAndSkipsTheRest(int periods, int executed, int skipped)
    {
        using var bench = new Bench(60);
        bench.Join("room");
        bench.Clock.Now = bench.Shard.RunDue();
        bench.RunUntilJustAfterATick("room");
        var before = bench.Room("room").Counters;
        bench.Clock.Now += (periods * Second / 60) + 1_000_000;
        bench.Shard.RunDue();
        var after = bench.Room("room").Counters;
        Assert.That(after.Ticks - before.Ticks, Is.EqualTo(executed));
        Assert.That(after.TicksSkipped - before.TicksSkipped, Is.EqualTo(skipped));
    }

    [Test]
    public void LateRoomDoesNotTickTwiceAsFastAfterwards()
    {
        using var bench = new Bench(60);
        bench.Join("room");
        bench.Clock.Now += 10 * Second;
        bench.Shard.RunDue();
        var before = bench.Room("room").Counters.Ticks;
        for (var end = bench.Clock.Now + Second; bench.Clock.Now < end;)
        {
            bench.Clock.Now = bench.Shard.RunDue();
        }

        Assert.That(bench.Room("room").Counters.Ticks - before, Is.EqualTo(60).Within(1));
    }

    [Test]
    public void RoomThatNobodySitsInIsClosedAfterAWhile()
    {
        using var rig = new SessionRig();
        var client = rig.Join();
        rig.Send(client, SessionRig.Bytes(new Goodbye(GoodbyeReason.PlayerLeft, "")));
        rig.Turn(29);
        Assert.That(rig.Rooms.TryGet("room", out _), Is.True);
        rig.Turn(2);
        Assert.That(rig.Rooms.TryGet("room", out _), Is.False);
        Assert.That(rig.Shard.TotalsOfClosedRooms.Ticks, Is.Positive, "what it came to is kept");
        rig.Join();
        Assert.That(rig.Room().Room.Tick.Number, Is.LessThan(3), "a new room of the same name");
    }

    [Test]
    public void RoomThatThrowsIsClosedAloneAndCounted()
    {
        using var rig = new SessionRig(static () => new SandboxGame { Ticked = static room => Explode(room) });
        var (bad, good) = (rig.Join("bad"), rig.Join("good"));
        rig.Join("bad");
        for (var i = 0; i < 60; i++)
        {
            rig.Turn(1 / 60.0);
        }

        Assert.That(SessionRig.Reason(bad), Is.EqualTo(GoodbyeReason.RoomFailed));
        Assert.That(rig.Shard.Stats.RoomsFailed, Is.EqualTo(1));
        Assert.That(good.Closed, Is.Empty);
        Assert.That(rig.Room("good").Counters.Ticks, Is.InRange(59, 61));
    }

    private static void Explode(Room room)
    {
        if (room.SeatsTaken == 2 && room.Tick.Number > 5)
        {
            throw new InvalidOperationException("two are too many");
        }
    }

    private sealed class Bench : IDisposable
    {
        private readonly MemoryNetwork network = new();
        private readonly RoomTable rooms;

        public Bench(int tickRate)
        {
            var room = new RoomSettings { TickRate = tickRate };
            rooms = new RoomTable(new RoomMaker(new GameFactory(static () => new SandboxGame()), Clock, static () => 1), new RoomTableSettings(8, room, new RoomHostSettings { SnapshotRate = tickRate }));
            var sessions = new SessionHost(network, rooms, new SessionSettings(IsOpen: true), Clock, static secret => Random.Shared.NextBytes(secret));
            Shard = new Shard(network, sessions, rooms, new ShardSettings(), Clock, trace: null, NullLogger.Instance);
        }

        public ManualClock Clock { get; } = new();

        public Shard Shard { get; }

        public RoomHost Room(string name) => rooms.TryGet(name, out var room) ? room : throw new InvalidOperationException(name);

        public void Join(string room)
        {
            var client = network.CreateClient();
            client.Connect("memory", network.Port, SessionRig.Bytes(new Hello(ProtocolVersion.Current, rooms.Schema.Hash, room, "player", default, default)), 0);
            Shard.RunDue();
        }

        public void RunUntilJustAfterATick(string room)
        {
            for (var ticks = Room(room).Counters.Ticks; Room(room).Counters.Ticks == ticks; Clock.Now += 100_000)
            {
                Shard.RunDue();
            }
        }

        public void Dispose() => network.Dispose();
    }
}
