using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Rooms;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;
using GameServer.Tools.Simulator.Timing;

namespace GameServer.Tests.Rooms;

internal sealed class RoomHostTests
{
    [TestCase(60, 60)]
    [TestCase(30, 30)]
    [TestCase(20, 20)]
    [TestCase(1, 1)]
    public void SnapshotsGoOutAtTheirOwnRate(int rate, int perSecond)
    {
        var (host, output) = Start(new SandboxGame(), new RoomHostSettings { SnapshotRate = rate });
        host.TryJoin("player", out _);
        Tick(host, output, 60);
        Assert.That(output.Snapshots, Has.Count.EqualTo(perSecond));
        Assert.That(host.Settings.SnapshotRate, Is.EqualTo(rate));
    }

    [Test]
    public void RoomKeepsNothingForASeatBeforeItsFirstPlayerAndNoTickThatNobodySatThrough()
    {
        var (host, output) = Start(new SandboxGame());
        Tick(host, output, 100);
        Assert.That((Made(host), host.Quality, host.Room.History.TryGet(host.Room.Tick + -1, out _)), Is.EqualTo((0, (RoomQuality?)null, false)));

        host.TryJoin("player", out _);
        Tick(host, output, 10);
        Assert.That((Made(host), host.Quality is not null, host.Room.History.TryGet(host.Room.Tick + -10, out _)), Is.EqualTo((1, true, true)));
        Assert.That(host.Room.History.TryGet(host.Room.Tick + -11, out _), Is.False);
        Assert.That((host.Seats[1], host.Seats.Length), Is.EqualTo((host.Seats[1], 16)));
        Assert.That(Made(host), Is.EqualTo(2));
    }

    [Test]
    public void RoomWhoseTicksAllocateTooMuchInASecondIsGivenUp()
    {
        const int PerTick = 1 << 20;
        var (host, output) = Start(Wasting(PerTick), new RoomHostSettings { GarbageBytesPerSecondMax = 10 * PerTick });
        Tick(host, output, 9);
        Assert.That(host.Failure, Is.Null);
        Tick(host, output, 1);
        Assert.That(host.Failure, Is.TypeOf<RoomGarbageException>().With.Message.Contains("allocated more than 10485760 bytes in a second"));
    }

    [Test]
    public void WhatARoomAllocatesIsCountedBySecond()
    {
        const int PerTick = 1 << 16;
        var (host, output) = Start(Wasting(PerTick), new RoomHostSettings { GarbageBytesPerSecondMax = 64 * PerTick });
        Tick(host, output, 300);
        Assert.That(host.Failure, Is.Null);
    }

    [Test]
    public void OnlyConnectedSeatsAreSentAnything()
    {
        var (host, output) = Start(new SandboxGame());
        host.TryJoin("here", out var here);
        host.TryJoin("gone", out var gone);
        host.Room.Disconnect(gone!);
        Tick(host, output, 10);
        Assert.That(output.Snapshots.Select(static s => s.Seat).Distinct(), Is.EqualTo(new[] { here!.Id }));
    }

    [Test]
    public void BytesPerSecondStayBelowTheBudget([Values(4_000, 16_000, 64_000)] int bytesPerSecond)
    {
        var game = new SandboxGame
        {
            Started = static room =>
            {
                for (var i = 0; i < 200; i++)
                {
                    room.Spawn(new Boulder());
                }
            },
            Ticked = static room =>
            {
                foreach (var boulder in room.All<Boulder>())
                {
                    boulder.Value.Weight += 99;
                }
            },
        };
        var (host, output) = Start(game, new RoomHostSettings { SnapshotRate = 60, BytesPerSecondMax = bytesPerSecond });
        host.TryJoin("player", out _);
        Tick(host, output, 600);
        Assert.That(output.Snapshots.Sum(static s => s.Bytes + ByteBudget.HeaderBytes) / 10, Is.LessThanOrEqualTo(bytesPerSecond + 120).And.GreaterThan(bytesPerSecond / 2));
    }

    [Test]
    public void EventsOfATickAreSentAfterIt()
    {
        var (host, output) = Start(new SandboxGame { Ticked = static room => room.Broadcast(7, [1, 2]) });
        host.TryJoin("player", out _);
        Tick(host, output, 3);
        Assert.That(output.Events, Is.EqualTo(Enumerable.Repeat((SeatId.None, (ushort)7, "0102"), 3)));
    }

    [Test]
    public void WhatTheGameThrowsInATickIsKeptAndNothingIsSent()
    {
        var (host, output) = Start(new SandboxGame { Ticked = static room => throw new InvalidOperationException($"at {room.Tick}") });
        host.TryJoin("player", out _);
        Tick(host, output, 1);
        Assert.That(host.Failure?.Message, Is.EqualTo("at 1"));
        Assert.That(output.Snapshots, Is.Empty);
    }

    [Test]
    public void GameThatThrowsAtAJoinFailsTheRoomAndTakesNobody()
    {
        var (host, _) = Start(new SandboxGame { Joined = static _ => throw new InvalidOperationException("no") });
        Assert.That(host.TryJoin("player", out var seat), Is.False);
        Assert.That(seat, Is.Null);
        Assert.That(host.Failure, Is.Not.Null);
    }

    [Test]
    public void GameThatThrowsAtALeaveFailsTheRoomAlone()
    {
        var (host, _) = Start(new SandboxGame { Left = static _ => throw new InvalidOperationException("no") });
        host.TryJoin("player", out var seat);
        host.Leave(seat!);
        Assert.That(host.Failure, Is.Not.Null);
    }

    [Test]
    public void TotalsDoNotFallWhenAPlayerLeaves()
    {
        var (host, output) = Start(new SandboxGame());
        host.TryJoin("player", out var seat);
        Tick(host, output, 20);
        var (replication, inputs) = host.Sum();
        host.Leave(seat!);
        Assert.That(host.Sum(), Is.EqualTo((replication, inputs)));
        Assert.That(replication.Snapshots, Is.EqualTo(10));
        Assert.That(inputs.InputsNeutral, Is.EqualTo(20));
    }

    // What was under way once went to whoever sat there next: a stranger's inputs, and an ack of what the new client never got.
    [Test]
    public void DatagramsOfALeaverAreNotTheNextPlayers([Values] bool isReconnect)
    {
        var (host, output) = Start(new DriftGame());
        host.TryJoin("first", out var seat);
        Tick(host, output, 10);
        var rig = new SeatRig(ticks: 0);
        host.Inbox.TryAdd(seat!.Id, rig.Write(host.Room.Tick + 1, count: 1, x: 100), arrival: 0);
        if (isReconnect)
        {
            host.Reconnect(seat);
        }
        else
        {
            host.Leave(seat);
            host.TryJoin("second", out var next);
            Assert.That(next!.Id, Is.EqualTo(seat.Id));
        }

        Tick(host, output, 2);
        Assert.That(host.Sum().Inputs.InputsFresh, Is.Zero);
        Assert.That(host.Room.World.TryFind<Drifter>(host.Room.Seats[0].Avatar, out var avatar), Is.True);
        Assert.That(avatar.Value.Velocity.X, Is.Zero);
    }

    private static SandboxGame Wasting(int bytesPerTick) => new() { Ticked = _ => GC.KeepAlive(new byte[bytesPerTick]) };

    private static (RoomHost Host, Output Output) Start(Game game, RoomHostSettings? settings = null) =>
        (new RoomHost(1, "room", new Room(game, new RoomSettings()), new EntityCodec(game.Schema, 60), settings ?? new RoomHostSettings(), new ManualClock()), new Output());

    private static int Made(RoomHost host)
    {
        var count = 0;
        foreach (var seat in host.Seats)
        {
            Assert.That(host.Seats[seat.Seat.Id], Is.SameAs(seat));
            count++;
        }

        return count;
    }

    private static void Tick(RoomHost host, Output output, int ticks)
    {
        var composer = new SnapshotComposer();
        for (var i = 0; i < ticks; i++)
        {
            host.Tick(output, composer, trace: null);
        }
    }

    private sealed class Output : IRoomOutput
    {
        public List<(SeatId Seat, int Bytes)> Snapshots { get; } = [];

        public List<(SeatId Seat, ushort Kind, string Payload)> Events { get; } = [];

        public void SendSnapshot(RoomHost room, SeatId seat, ReadOnlySpan<byte> datagram) => Snapshots.Add((seat, datagram.Length));

        public void SendEvent(RoomHost room, SeatId seat, ushort kind, ReadOnlyMemory<byte> payload) => Events.Add((seat, kind, Convert.ToHexString(payload.Span)));
    }
}
