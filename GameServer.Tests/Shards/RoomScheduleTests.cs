using GameServer.Protocol.Snapshots;
using GameServer.Rooms;
using GameServer.Shards;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Timing;

namespace GameServer.Tests.Shards;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RoomScheduleTests
{
    private const long Second = 1_000_000_000;
    private const long Look = Second / 4;
    private const long TickNs = 100_000;
    private const long DrainNs = 40_000;

    private readonly Dictionary<RoomHost, long> tickNsOf = [];
    private readonly ManualClock clock = new();
    private readonly RoomTable table;
    private readonly RoomSchedule schedule;

    public RoomScheduleTests()
    {
        table = new RoomTable(new RoomMaker(new GameFactory(static () => new SandboxGame()), clock, static () => 1), new RoomTableSettings(64, new RoomSettings(), new RoomHostSettings()));
        schedule = new RoomSchedule(new ShardSettings { Slots = 1 }, clock);
    }

    [Test]
    public void RoomsOfASlotStandOneBehindTheOtherAndBehindTheDrain()
    {
        AddRooms(3);
        Play(looks: 1);
        var due = Due();
        Assert.That(due[0] % (Second / 60), Is.GreaterThan(DrainNs), "the drain comes first");
        Assert.That(due.Zip(due.Skip(1), static (a, b) => b - a), Is.All.InRange(TickNs, 2.1 * TickNs), "none waits for the one before, nor long for itself");
    }

    [Test]
    public void TimeBetweenRoomsIsAFiftiethOfTheShardsAtMost()
    {
        const long period = Second / 60;
        AddRooms(20, tickNs: 500_000);
        Play(looks: 1);
        var due = Due();
        Assert.That(due[^1] - due[0] - (19 * 500_000), Is.InRange(1, (period / 50) + (19 * 2_000)));
    }

    [Test]
    public void RoomsThatCostTheSameStandStill()
    {
        AddRooms(8);
        Play(looks: 1);
        var before = Due();
        Play(looks: 40);
        Assert.That(Due(), Is.EqualTo(before));
    }

    [Test]
    public void ARoomThatGoesLeavesNoGap()
    {
        var hosts = AddRooms(3);
        Play(looks: 1);
        var before = Due();
        schedule.Remove(hosts[1]);
        Play(looks: 1);
        Assert.That(Due(), Is.EqualTo(before[..2]));
    }

    [Test]
    public void WhatDoesNotFitIntoItsSlotIsDueAtItsEnd()
    {
        AddRooms(40, tickNs: 1_000_000);
        Play(looks: 1);
        var slotEnd = Due().Max();
        Assert.That(slotEnd, Is.EqualTo(((Due().Min() / (Second / 60)) + 1) * (Second / 60)).Within(100), "and not in the next one");
        Assert.That(Due().Count(at => at == slotEnd), Is.GreaterThan(20));
    }

    private RoomHost[] AddRooms(int count, long tickNs = TickNs)
    {
        var game = new SandboxGame();
        var hosts = Enumerable.Range(0, count).Select(i => new RoomHost((uint)i + 1, $"room{i}", new Room(game, new RoomSettings()), new EntityCodec(game.Schema, 60), new RoomHostSettings(), clock)).ToArray();
        foreach (var host in hosts)
        {
            tickNsOf[host] = tickNs;
            Assert.That(table.TryAdd(host) && host.TryJoin("player", out _), Is.True);
        }

        schedule.TakeIn(table);
        return hosts;
    }

    // As if each room had ticked at its rate and taken its time.
    private void Play(int looks)
    {
        for (var i = 0; i < looks; i++)
        {
            foreach (var room in schedule.Rooms)
            {
                room.Host.Counters.Ticks += 15;
                room.Host.Counters.TickNs += 15 * tickNsOf[room.Host];
                room.BeginLook(Look);
            }

            schedule.TakeLook(clock.Now, load: 0.1, DrainNs);
        }
    }

    private long[] Due() => [.. schedule.Rooms.Select(static room => room.Deadlines.Next).Order()];
}
