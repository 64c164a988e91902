using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Tests.Support;

namespace GameServer.Tests.Simulation.Rooms;

/// <summary>When a game's hooks are called, what they see, and what becomes of what they throw.</summary>
public sealed class RoomHookTests
{
    private sealed class Witness : DriftGame
    {
        public List<string> Calls { get; } = [];

        protected override void OnConfigure(string config) => Calls.Add($"configure '{config}'");

        protected override void OnStart(Room room) => Calls.Add($"start at {room.Tick}");

        protected override Drifter OnJoin(Room room, Seat seat)
        {
            Calls.Add($"join {seat.Id.Index} {seat.PlayerName}, {room.SeatsTaken} there");
            return base.OnJoin(room, seat);
        }

        protected override void OnLeave(Room room, Seat seat) =>
            Calls.Add($"leave {seat.Id.Index}, avatar {(room.World.TryFind<Drifter>(seat.Avatar, out _) ? "there" : "gone")}");

        protected override void OnReconnect(Room room, Seat seat) => Calls.Add($"back {seat.Id.Index}");

        protected override void Drive(ref Drifter drifter, in DriftInput input, DriveContext drive) => Calls.Add($"drive {drive.Seat.Index} at {drive.Tick}");

        protected override void Tick(Room room) => Calls.Add($"tick {room.Tick}");
    }

    private sealed class Thrower(string hook) : DriftGame
    {
        protected override void OnStart(Room room) => ThrowIn("start");

        protected override Drifter OnJoin(Room room, Seat seat)
        {
            ThrowIn("join");
            return base.OnJoin(room, seat);
        }

        protected override void Drive(ref Drifter drifter, in DriftInput input, DriveContext drive) => ThrowIn("drive");

        protected override void Tick(Room room) => ThrowIn("tick");

        protected override DriftInput Think(Room room, Seat seat)
        {
            ThrowIn("think");
            return default;
        }

        protected override void OnLeave(Room room, Seat seat) => ThrowIn("leave");

        private void ThrowIn(string here)
        {
            if (here == hook)
            {
                throw new InvalidOperationException(here);
            }
        }
    }

    private sealed class FickleStart : DriftGame
    {
        protected override void OnStart(Room room)
        {
            room.World.Remove(room.Spawn(new Pebble { TicksLeft = 9 }));
            room.Spawn(new Pebble { TicksLeft = 9 });
        }
    }

    [Test]
    public void HooksAreCalledInThisOrder()
    {
        var game = new Witness();
        var room = new Room(game, new RoomSettings { Config = "map=dunes" });
        room.TryJoin("ann", isAi: false, out var ann);
        room.TryJoin("bob", isAi: false, out _);
        room.Step();
        room.Disconnect(ann!);
        room.Reconnect(ann!);
        room.Leave(ann!);
        room.Step();

        Assert.That(game.Calls, Is.EqualTo(new[]
        {
            "configure 'map=dunes'", "start at 0", "join 0 ann, 0 there", "join 1 bob, 1 there",
            "drive 0 at 1", "drive 1 at 1", "tick 1", "back 0", "leave 0, avatar there", "drive 1 at 2", "tick 2",
        }));
    }

    [TestCase("join")]
    [TestCase("think")]
    [TestCase("drive")]
    [TestCase("tick")]
    [TestCase("leave")]
    public void ExceptionOutOfAHookReachesTheHost(string hook)
    {
        var room = new Room(new Thrower(hook), new RoomSettings());

        Assert.That(
            () =>
            {
                room.TryJoin("ann", isAi: true, out var seat);
                room.Step();
                room.Leave(seat!);
            },
            Throws.InvalidOperationException.With.Message.EqualTo(hook));
    }

    [Test]
    public void ExceptionAtTheStartReachesTheHost() =>
        Assert.That(() => new Room(new Thrower("start"), new RoomSettings()), Throws.InvalidOperationException.With.Message.EqualTo("start"));

    [Test]
    public void StartIsSealedAsTickZero()
    {
        var room = new Room(new FickleStart(), new RoomSettings());

        Assert.That(room.History.TryGet(Tick.Zero, out var state), Is.True);
        Assert.That(state.Hash, Is.Not.Zero);
    }

    // Sealed together with what took its slot, it would be in the hash and in nobody's world.
    [Test]
    public void WhatTheStartTookOutAgainIsNotSealed()
    {
        var room = new Room(new FickleStart(), new RoomSettings());

        var state = room.History.Newest;
        ulong sum = 0;
        for (var slot = 0; slot < state.SlotCount; slot++)
        {
            sum = unchecked(sum + state.HashAt(slot));
        }

        Assert.That((room.All<Pebble>().Count, state.Hash), Is.EqualTo((1, sum)));
    }

    [Test]
    public void WhatATickTakesOutIsNotInItsSealedState()
    {
        var room = Drift.Start(players: 1);
        var pebble = room.Spawn(new Pebble { TicksLeft = 2 });

        room.Step();
        Assert.That(room.History.Newest.HeadAt(pebble.Slot).IsPresent, Is.True);
        room.Step();
        Assert.That(room.History.Newest.HeadAt(pebble.Slot).IsPresent, Is.False);
    }

    [Test]
    public void FirstResultStands()
    {
        var room = Drift.Start(players: 1);
        Assert.That(room.Result, Is.Null);

        room.End("red wins");
        room.End("blue wins");

        Assert.That(room.Result, Is.EqualTo("red wins"));
    }

    [Test]
    public void EverythingIsSeenAndOrdinaryByDefault()
    {
        var room = Drift.Start(players: 1);
        var seat = room.Seats[0];

        Assert.That(room.Game.CanSee(room, seat, seat.Avatar), Is.True);
        Assert.That(room.Game.ImportanceOf(room, seat, seat.Avatar), Is.EqualTo(1));
        Assert.That(room.Game.InterestRadius, Is.EqualTo(float.PositiveInfinity));
    }
}
