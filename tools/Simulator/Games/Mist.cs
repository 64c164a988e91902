using System.Globalization;
using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Tools.Simulator.Games;

internal struct Step
{
    public float X, Y;
    public bool Mark;
}

internal struct Wanderer
{
    public Vector2 Position, Velocity;
    public int Marks;
}

internal struct Wisp
{
    public Vector2 Position, Velocity;
    public int Colour;
    public int TicksLeft;
}

/// <summary>
/// A game about not knowing: players see only what is near, some wisps are hidden from every second seat and some from all. What those do depends on
/// the configuration and nothing else does, so that two matches which differ in it alone must look alike to everybody.
/// </summary>
internal sealed class Mist : Game<Step, Wanderer>
{
    public const int WispsMax = 48;
    public const float Radius = 40;

    private const float Speed = 8; // m/s
    private const float HalfSize = 100; // m
    private const int WispLifeTicks = 400;
    private ulong secret;

    public override float InterestRadius => Radius;

    /// <summary>Whether a wisp of this colour is hidden from a seat.</summary>
    public static bool IsHidden(int colour, SeatId seat) => IsSecret(colour) || (colour % 4 < 2 && (colour & 1) != (seat.Index & 1));

    protected override void Describe(SchemaBuilder<Step, Wanderer> schema)
    {
        schema.Input(static (ref Step i) => ref i.X).Range(-1, 1, 1 / 127.0);
        schema.Input(static (ref Step i) => ref i.Y).Range(-1, 1, 1 / 127.0);
        schema.Input(static (ref Step i) => ref i.Mark).Press();
        schema.Avatar("wanderer")
            .Position(static (ref Wanderer w) => ref w.Position, 512, 1 / 128.0, static (ref Wanderer w) => ref w.Velocity, 64, 1 / 32.0)
            .OwnerOnly()
            .Int(static (ref Wanderer w) => ref w.Marks, 0, 1_000_000);
        schema.Entity<Wisp>("wisp", max: 2 * WispsMax)
            .Position(static (ref Wisp w) => ref w.Position, 512, 1 / 128.0, static (ref Wisp w) => ref w.Velocity, 64, 1 / 32.0)
            .Rarely()
            .Int(static (ref Wisp w) => ref w.Colour, 0, 1023);
    }

    protected override void OnConfigure(string config) => secret = ulong.Parse(config, CultureInfo.InvariantCulture);

    protected override void OnStart(Room room)
    {
        for (var i = 0; i < WispsMax; i++)
        {
            Place(room, i, ticksLeft: 1 + (WispLifeTicks * i / WispsMax));
        }
    }

    protected override Wanderer OnJoin(Room room, Seat seat) => new() { Position = new Vector2(room.Random.NextFloat(-30, 30), room.Random.NextFloat(-30, 30)) };

    protected override void Drive(ref Wanderer avatar, in Step input, DriveContext drive)
    {
        avatar.Velocity = new Vector2(input.X, input.Y) * Speed;
        avatar.Position = Vector2.Clamp(avatar.Position + (avatar.Velocity * drive.TickSeconds), new Vector2(-HalfSize), new Vector2(HalfSize));
        avatar.Marks += input.Mark ? 1 : 0;
    }

    protected override void Tick(Room room)
    {
        var ended = 0UL;
        foreach (var wisp in room.All<Wisp>())
        {
            ref var value = ref wisp.Value;
            var whim = new RoomRandom(Mix.Combine(KeyOf(value.Colour), room.Tick.Number / 20), (ulong)(uint)value.Colour);
            value.Velocity = new Vector2(whim.NextFloat(-6, 6), whim.NextFloat(-6, 6)) * (whim.NextInt(3) == 0 ? 0 : 1);
            value.Position = Vector2.Clamp(value.Position + (value.Velocity * room.TickSeconds), new Vector2(-HalfSize), new Vector2(HalfSize));
            if (--value.TicksLeft <= 0)
            {
                ended |= 1UL << (value.Colour % WispsMax);
                wisp.Remove();
            }
        }

        // Another one takes the place a tick later, often in the same slot.
        for (; ended != 0; ended &= ended - 1)
        {
            Place(room, BitOperations.TrailingZeroCount(ended), WispLifeTicks);
        }
    }

    protected override bool IsVisible(Room room, Seat seat, EntityId entity) =>
        !room.World.TryFind<Wisp>(entity, out var wisp) || !IsHidden(wisp.Value.Colour, seat.Id);

    private void Place(Room room, int colour, int ticksLeft)
    {
        var random = new RoomRandom(Mix.Combine(KeyOf(colour), room.Tick.Number), (ulong)(uint)colour);
        room.Spawn(new Wisp { Position = new Vector2(random.NextFloat(-60, 60), random.NextFloat(-60, 60)), Colour = colour, TicksLeft = ticksLeft });
    }

    private static bool IsSecret(int colour) => colour % 4 == 3;

    private ulong KeyOf(int colour) => IsSecret(colour) ? secret : 0;
}
