using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Support;

internal struct DriftInput
{
    public float X, Y, Turn;
    public bool Brake, Drop;
}

internal struct Drifter
{
    public Vector2 Position, Velocity;
    public float Heading;
    public int Health;
    public int Pebbles;
}

internal struct Pebble
{
    public Vector2 Position, Velocity;
    public int TicksLeft;
}

/// <summary>
/// The smallest game with one of everything: a driven avatar, an owner's field, a press, something that Drive spawns and
/// something that Tick spawns. Tests override a hook to plant what they are about.
/// </summary>
internal class DriftGame : Game<DriftInput, Drifter>
{
    public const int PebblesAtStart = 1000;
    public const int PebbleTicks = 120;
    private const float Acceleration = 8; // m/s2
    private const float DragPerSecond = 0.25f;
    private const float Wall = 500; // m
    private const int RainTicks = 16;

    protected override void Describe(SchemaBuilder<DriftInput, Drifter> schema)
    {
        schema.Input(static (ref DriftInput i) => ref i.X).Range(-1, 1, 1 / 127.0);
        schema.Input(static (ref DriftInput i) => ref i.Y).Range(-1, 1, 1 / 127.0);
        schema.Input(static (ref DriftInput i) => ref i.Turn).Range(-1, 1, 1 / 127.0);
        schema.Input(static (ref DriftInput i) => ref i.Brake);
        schema.Input(static (ref DriftInput i) => ref i.Drop).Press();
        schema.Avatar("drifter")
            .Position(static (ref Drifter d) => ref d.Position, 512, 1 / 128.0, static (ref Drifter d) => ref d.Velocity, 64, 1 / 32.0)
            .Angle(static (ref Drifter d) => ref d.Heading, 12, integrated: true)
            .Int(static (ref Drifter d) => ref d.Health, 0, 100)
            .OwnerOnly()
            .Int(static (ref Drifter d) => ref d.Pebbles, 0, PebblesAtStart);
        schema.Entity<Pebble>("pebble", max: 256)
            .Position(static (ref Pebble p) => ref p.Position, 512, 1 / 128.0, static (ref Pebble p) => ref p.Velocity, 64, 1 / 32.0);
    }

    protected override Drifter OnJoin(Room room, Seat seat) => new()
    {
        Position = new Vector2(room.Random.NextFloat(-100, 100), room.Random.NextFloat(-100, 100)),
        Health = 100,
        Pebbles = PebblesAtStart,
    };

    protected override void Drive(ref Drifter drifter, in DriftInput input, DriveContext drive)
    {
        var seconds = drive.TickSeconds;
        drifter.Heading += input.Turn * seconds;
        drifter.Velocity += new Vector2(input.X, input.Y) * (Acceleration * seconds);
        drifter.Velocity -= drifter.Velocity * (DragPerSecond * seconds);
        if (input.Brake)
        {
            drifter.Velocity = Vector2.Zero;
        }

        drifter.Position += drifter.Velocity * seconds;
        Bounce(ref drifter.Position.X, ref drifter.Velocity.X);
        Bounce(ref drifter.Position.Y, ref drifter.Velocity.Y);
        if (input.Drop && drifter.Pebbles > 0)
        {
            drifter.Pebbles--;
            var ahead = new Vector2(Trig.Cos(drifter.Heading), Trig.Sin(drifter.Heading));
            drive.Spawn(new Pebble { Position = drifter.Position, Velocity = drifter.Velocity + (ahead * 4), TicksLeft = PebbleTicks });
        }
    }

    protected override void Tick(Room room)
    {
        foreach (var pebble in room.All<Pebble>())
        {
            ref var value = ref pebble.Value;
            value.Position += value.Velocity * room.TickSeconds;
            if (--value.TicksLeft <= 0)
            {
                pebble.Remove();
            }
        }

        if (room.Tick.Number % RainTicks == 0)
        {
            var x = room.Random.NextFloat(-100, 100);
            room.Spawn(new Pebble { Position = new Vector2(x, 100), Velocity = new Vector2(0, -1), TicksLeft = PebbleTicks });
        }

        foreach (var drifter in room.All<Drifter>())
        {
            ref var value = ref drifter.Value;
            value.Health = room.Tick.Number % 32 != 0 ? value.Health : value.Health > 1 ? value.Health - 1 : 100;
        }
    }

    protected override DriftInput Think(Room room, Seat seat) => Drift.Scripted(room.Tick, seat.Id);

    private static void Bounce(ref float position, ref float velocity)
    {
        if (position is > Wall or < -Wall)
        {
            position = position > 0 ? Wall : -Wall;
            velocity = -velocity;
        }
    }
}

/// <summary>Rooms of the drift game, and players who press the same buttons in every run.</summary>
internal static class Drift
{
    /// <summary>A room with connected players, of whom the last <paramref name="ais"/> are driven by the game.</summary>
    public static Room Start(int players, int ais = 0, ulong seed = 1, DriftGame? game = null)
    {
        var room = new Room(game ?? new DriftGame(), new RoomSettings { Seed = seed, SeatsMax = Math.Max(16, players) });
        for (var i = 0; i < players; i++)
        {
            room.TryJoin($"player {i}", isAi: i >= players - ais, out _);
        }

        return room;
    }

    /// <summary>Sends one seat's input for the tick to come.</summary>
    public static void Offer(Room room, Seat seat, DriftInput input)
    {
        Span<int> row = stackalloc int[Schema.InputColumnsMax];
        ((DriftGame)room.Game).SealInput(ref input, row);
        seat.Inputs.Offer(room.Tick + 1, row, arrival: 0);
    }

    /// <summary>One tick in which every player sends its scripted input in time.</summary>
    public static void Step(Room room)
    {
        foreach (var seat in room.Seats)
        {
            if (seat.IsTaken && !seat.IsAi)
            {
                Offer(room, seat, Scripted(room.Tick + 1, seat.Id));
            }
        }

        room.Step();
    }

    public static DriftInput Scripted(Tick tick, SeatId seat)
    {
        var random = new RoomRandom(tick.Number / 20, (ulong)seat.Index); // A change of mind each third of a second.
        return new DriftInput
        {
            X = random.NextFloat(-1, 1),
            Y = random.NextFloat(-1, 1),
            Turn = random.NextFloat(-1, 1),
            Brake = random.NextInt(10) == 0,
            Drop = (tick.Number + (uint)seat.Index) % 25 == 0,
        };
    }
}
