using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Support;

internal struct Push
{
    public float X, Y;
    public bool Act;
}

internal struct Walker
{
    public Vector2 Position, Velocity;
    public int Secret;
}

internal struct Boulder
{
    public Vector2 Position;
    public int Weight;
}

internal struct Rumour
{
    public int Text;
}

/// <summary>
/// A game whose hooks a test fills in: walkers that go where they are pushed and have a secret of their own, boulders that lie
/// about, rumours that have no place. What no hook touches rests.
/// </summary>
internal sealed class SandboxGame : Game<Push, Walker>
{
    public const float Speed = 8;

    /// <summary>So many boulders that change with every tick.</summary>
    public static SandboxGame OfBoulders(int count) => new()
    {
        Started = room =>
        {
            for (var i = 0; i < count; i++)
            {
                room.Spawn(new Boulder { Weight = i });
            }
        },
        Ticked = static room =>
        {
            foreach (var boulder in room.All<Boulder>())
            {
                boulder.Value.Weight++;
            }
        },
    };

    public float Radius { get; init; } = float.PositiveInfinity;

    public Action<Room>? Started { get; init; }

    public Action<Room>? Ticked { get; init; }

    public Action<Seat>? Left { get; init; }

    public Func<Seat, Walker>? Joined { get; init; }

    public Func<Seat, EntityId, bool>? Sees { get; init; }

    public Func<Room, EntityId, float>? Matters { get; init; }

    public override float InterestRadius => Radius;

    protected override void Describe(SchemaBuilder<Push, Walker> schema)
    {
        schema.Input(static (ref Push i) => ref i.X).Range(-1, 1, 1 / 127.0);
        schema.Input(static (ref Push i) => ref i.Y).Range(-1, 1, 1 / 127.0);
        schema.Input(static (ref Push i) => ref i.Act).Press();
        schema.Avatar("walker")
            .Position(static (ref Walker w) => ref w.Position, 512, 1 / 128.0, static (ref Walker w) => ref w.Velocity)
            .OwnerOnly()
            .Int(static (ref Walker w) => ref w.Secret, 0, int.MaxValue);
        schema.Entity<Boulder>("boulder", max: 8192)
            .Position(static (ref Boulder b) => ref b.Position, 512, 1 / 128.0)
            .Rarely()
            .Int(static (ref Boulder b) => ref b.Weight, 0, 1_000_000);
        schema.Entity<Rumour>("rumour").Int(static (ref Rumour r) => ref r.Text, 0, 1_000_000);
    }

    protected override void OnStart(Room room) => Started?.Invoke(room);

    protected override Walker OnJoin(Room room, Seat seat) => Joined?.Invoke(seat) ?? default;

    protected override void OnLeave(Room room, Seat seat) => Left?.Invoke(seat);

    protected override void Drive(ref Walker avatar, in Push input, DriveContext drive)
    {
        avatar.Velocity = new Vector2(input.X, input.Y) * Speed;
        avatar.Position += avatar.Velocity * drive.TickSeconds;
        avatar.Secret += input.Act ? 1 : 0;
    }

    protected override void Tick(Room room) => Ticked?.Invoke(room);

    protected override bool IsVisible(Room room, Seat seat, EntityId entity) => Sees?.Invoke(seat, entity) ?? true;

    protected override float Importance(Room room, Seat seat, EntityId entity) => Matters?.Invoke(room, entity) ?? 1;
}
