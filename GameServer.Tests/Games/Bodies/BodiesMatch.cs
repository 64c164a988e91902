using System.Numerics;
using GameServer.Games.Bodies;
using GameServer.Games.Bodies.Physics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Worlds;
using BodiesGame = GameServer.Games.Bodies.Bodies;

namespace GameServer.Tests.Games.Bodies;

/// <summary>One yard stepped by hand: every seat executes the input that the test has put down for it, in every tick.</summary>
internal sealed class BodiesMatch
{
    private readonly BodiesInput[] inputs = new BodiesInput[BodiesGame.PlayersMax];
    private readonly BodiesInput[] sent = new BodiesInput[BodiesGame.PlayersMax];
    private readonly int[] row;

    private BodiesMatch(RoomSettings settings)
    {
        Game = new BodiesGame();
        Room = new Room(Game, settings);
        row = new int[Game.Schema.Input.ColumnSpan.Length];
    }

    public BodiesGame Game { get; }

    public Room Room { get; }

    public SealedTick Newest => Room.History.Newest;

    public static BodiesMatch Start(string config = "", int players = 0, ulong seed = 1, int ai = 0, int tickRate = 60)
    {
        var match = new BodiesMatch(new RoomSettings { Config = config, Seed = seed, SeatsMax = BodiesGame.PlayersMax, TickRate = tickRate });
        for (var i = 0; i < players + ai; i++)
        {
            Assert.That(match.Room.TryJoin($"player {i}", isAi: i >= players, out _), Is.True);
        }

        return match;
    }

    /// <summary>A yard with the bodies of the test in it and no others.</summary>
    public static BodiesMatch With(params Body[] bodies)
    {
        var match = Start("count=100");
        foreach (var body in match.Room.All<Body>())
        {
            body.Remove();
        }

        match.Room.World.Sweep();
        Array.ForEach(bodies, body => match.Room.Spawn(body));
        return match;
    }

    public static Body Box(Vector3 position, Vector3 velocity = default, int size = 2, Vector3 spin = default) => Of(BodyKind.Box, position, velocity, size, spin);

    public static Body Ball(Vector3 position, Vector3 velocity = default, int size = 2, Vector3 spin = default) => Of(BodyKind.Ball, position, velocity, size, spin);

    /// <summary>What a seat does from now on; presses are released after one tick.</summary>
    public ref BodiesInput Input(int seat) => ref inputs[seat];

    /// <summary>What a seat executed in the last tick, on the wire's grid: what its client remembers of it.</summary>
    public BodiesInput Sent(int seat) => sent[seat];

    public ref Roller Roller(int seat)
    {
        Assert.That(Room.World.TryFind<Roller>(Room.Seats[seat].Avatar, out var roller), Is.True);
        return ref roller.Value;
    }

    /// <summary>The how-manieth body.</summary>
    public ref Body Body(int index) => ref Room.All<Body>()[index];

    public Body[] Bodies()
    {
        var all = new List<Body>();
        foreach (var body in Room.All<Body>())
        {
            all.Add(body.Value);
        }

        return [.. all];
    }

    /// <summary>Energy of motion and height of all bodies, joule.</summary>
    public double Energy() => Bodies().Sum(static body =>
    {
        var shape = body.Shape;
        return (0.5 * shape.Mass * body.Motion.Velocity.LengthSquared()) + (0.5 * shape.Inertia * body.Motion.Spin.LengthSquared())
            + (shape.Mass * Limits.Gravity * body.Motion.Position.Z);
    });

    public void Step(int ticks = 1)
    {
        for (var i = 0; i < ticks; i++)
        {
            foreach (var seat in Room.Seats)
            {
                Offer(seat);
            }

            Room.Step();
            Room.Outbox.Clear();
        }
    }

    /// <summary>Steps with inputs that follow from seat and tick: everybody rolls about and hops.</summary>
    public void StepScripted(int ticks)
    {
        for (var i = 0; i < ticks; i++)
        {
            for (var seat = 0; seat < Room.Seats.Length; seat++)
            {
                Input(seat) = Scripted(Room.Tick + 1, new SeatId(seat));
            }

            Step();
        }
    }

    public static BodiesInput Scripted(Tick tick, SeatId seat)
    {
        var mood = Mix.Combine((ulong)(uint)seat.Index, tick.Number / 50);
        var angle = (mood & 0xFFF) * (Trig.Tau / 4096);
        var tilt = (mood & 0x3000) == 0 ? 0 : 1; // A rest now and then.
        return new BodiesInput { MoveX = Trig.Cos(angle) * tilt, MoveY = Trig.Sin(angle) * tilt, Pull = (mood & 0x4000) != 0, Jump = tick.Number % 131 == (uint)seat.Index };
    }

    private static Body Of(BodyKind kind, Vector3 position, Vector3 velocity, int size, Vector3 spin) => new()
    {
        Kind = kind,
        Size = size,
        Paint = GameServer.Games.Bodies.Body.Unpainted,
        Motion = new Motion { Position = position, Velocity = velocity, Spin = spin, Rotation = Quaternion.Identity },
    };

    private void Offer(Seat seat)
    {
        if (!seat.IsTaken || seat.IsAi)
        {
            return;
        }

        ref var input = ref inputs[seat.Id.Index];
        ref var executed = ref sent[seat.Id.Index];
        executed = input;
        Game.SealInput(ref executed, row);
        seat.Inputs.Offer(Room.Tick + 1, row, 0);
        input.Jump = false;
    }
}
