using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Games.Bodies;

/// <summary>
/// The second game: up to 900 balls and boxes lie in a yard, and players roll through them as bigger balls. What an avatar touches
/// takes its player's colour; who has most of them leads. The match's configuration is read by <see cref="BodiesRules"/>.
/// </summary>
public sealed class Bodies : Game<BodiesInput, Roller>
{
    /// <summary>The most players of a yard.</summary>
    public const int PlayersMax = 16;

    /// <summary>The most bodies that lie in a yard.</summary>
    public const int BodiesMax = 900;

    // Powers of two, so that every step is a float. A drift of 0.05 m/s is three steps of velocity and now and then four; finer steps
    // cost a byte per moving body and tell no client anything that it could draw.
    internal const double Range = 64; // m
    internal const float PositionStep = 1 / 128f;
    internal const float VelocityStep = 1 / 64f;
    internal const float SpinStep = 1 / 64f;
    internal const int RotationBits = 12; // 0.0007 rad
    private const double VelocityRange = 32;

    private BodiesRules rules = BodiesRules.Parse("");
    private Yard? yard;

    /// <summary>The walls stand so far from the middle on both axes, metres; known once the match is configured.</summary>
    public float YardHalfSize => rules.YardHalfSize;

    /// <summary>Bodies lie within this of the middle when the match begins, on both axes, metres.</summary>
    public float FieldHalfSize => rules.FieldHalfSize;

    /// <inheritdoc/>
    protected override void Describe(SchemaBuilder<BodiesInput, Roller> schema)
    {
        schema.Input(static (ref BodiesInput i) => ref i.MoveX).Range(-1, 1, step: 1 / 127.0);
        schema.Input(static (ref BodiesInput i) => ref i.MoveY).Range(-1, 1, step: 1 / 127.0);
        schema.Input(static (ref BodiesInput i) => ref i.Pull);
        schema.Input(static (ref BodiesInput i) => ref i.Jump).Press();

        schema.Avatar("roller")
            .Position(static (ref Roller r) => ref r.Motion.Position, Range, PositionStep, static (ref Roller r) => ref r.Motion.Velocity, VelocityRange, VelocityStep)
            .Rotation(static (ref Roller r) => ref r.Motion.Rotation, RotationBits, static (ref Roller r) => ref r.Motion.Spin, VelocityRange, SpinStep)
            .Rarely()
            .Bool(static (ref Roller r) => ref r.IsPulling)
            .Int(static (ref Roller r) => ref r.Score, 0, BodiesMax);

        schema.Entity<Body>("body", BodiesMax)
            .Position(static (ref Body b) => ref b.Motion.Position, Range, PositionStep, static (ref Body b) => ref b.Motion.Velocity, VelocityRange, VelocityStep)
            .Rotation(static (ref Body b) => ref b.Motion.Rotation, RotationBits, static (ref Body b) => ref b.Motion.Spin, VelocityRange, SpinStep)
            .Rarely()
            .Enum(static (ref Body b) => ref b.Kind, (int)BodyKind.Box)
            .Int(static (ref Body b) => ref b.Size, 0, Body.SizeMax)
            .Int(static (ref Body b) => ref b.Paint, Body.Unpainted, PlayersMax - 1);
    }

    /// <inheritdoc/>
    protected override void OnConfigure(string config) => rules = BodiesRules.Parse(config);

    /// <inheritdoc/>
    protected override void OnStart(Room room)
    {
        if (room.Settings.SeatsMax > PlayersMax)
        {
            throw new ArgumentException($"Bodies: at most {PlayersMax} play in one yard, not {room.Settings.SeatsMax}.");
        }

        Layouts.Place(room, rules);
        yard = new Yard(rules); // Here and not in the first tick, which has no time for it.
    }

    /// <inheritdoc/>
    protected override Roller OnJoin(Room room, Seat seat) => Layouts.Fresh(seat, rules);

    /// <inheritdoc/>
    protected override void OnLeave(Room room, Seat seat) => Yard.Wipe(room, seat);

    /// <inheritdoc/>
    protected override void Drive(ref Roller avatar, in BodiesInput input, DriveContext drive)
    {
        avatar.IsPulling = input.Pull;
        Rolling.Move(ref avatar.Motion, input, YardHalfSize, drive.TickSeconds);
    }

    /// <inheritdoc/>
    protected override void Tick(Room room)
    {
        Pulling.Advance(room);
        yard ??= new Yard(rules); // A match that goes on from a save did not begin here.
        yard.Advance(room);
        if (rules.LimitSeconds > 0 && room.Tick.Number >= rules.LimitSeconds / room.TickSeconds)
        {
            room.End(Painting.Result(room));
        }
    }

    /// <inheritdoc/>
    protected override BodiesInput Think(Room room, Seat seat) => Roaming.Think(room, seat);

    /// <inheritdoc/>
    protected override float Importance(Room room, Seat seat, EntityId entity) => room.World.TryFind<Roller>(entity, out _) ? 4 : 1;
}
