using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Schemas;

namespace GameServer.Games.Arena;

/// <summary>
/// The reference game: a top-down shooter for 2 to 64 in the arena, and for a crowd of 1,000 on the open field. Everyone
/// against everyone. The match's configuration is read by <see cref="ArenaRules"/>.
/// </summary>
public sealed class Arena : Game<ArenaInput, Fighter>
{
    private ArenaRules rules = ArenaRules.Usual;

    /// <summary>The ground of this match; known once the match is configured.</summary>
    public ArenaMap Map => rules.Map;

    /// <inheritdoc/>
    public override float InterestRadius => rules.InterestRadius;

    /// <inheritdoc/>
    protected override void Describe(SchemaBuilder<ArenaInput, Fighter> schema)
    {
        schema.Input(static (ref ArenaInput i) => ref i.MoveX).Range(-1, 1, step: 1 / 127.0);
        schema.Input(static (ref ArenaInput i) => ref i.MoveY).Range(-1, 1, step: 1 / 127.0);
        schema.Input(static (ref ArenaInput i) => ref i.Aim).Angle(bits: 12);
        schema.Input(static (ref ArenaInput i) => ref i.Fire);
        schema.Input(static (ref ArenaInput i) => ref i.Throw).Press();
        schema.Input(static (ref ArenaInput i) => ref i.Dash).Press();

        schema.Avatar("fighter")
            .Position(static (ref Fighter f) => ref f.Position, range: 512, step: 1 / 128.0,
                velocity: static (ref Fighter f) => ref f.Velocity, velocityRange: 64, velocityStep: Movement.VelocityStep)
            .Angle(static (ref Fighter f) => ref f.Heading, bits: 12)
            .Rarely()
            .Int(static (ref Fighter f) => ref f.Health, 0, Fighter.HealthMax)
            .Int(static (ref Fighter f) => ref f.Score, 0, MatchState.ScoreMax)
            .Bool(static (ref Fighter f) => ref f.IsFiring)
            .Bool(static (ref Fighter f) => ref f.IsDead)
            .Bool(static (ref Fighter f) => ref f.IsShielded)
            .Bool(static (ref Fighter f) => ref f.HasQuad)
            .OwnerOnly()
            .Int(static (ref Fighter f) => ref f.Ammo, 0, Fighter.AmmoMax)
            .Int(static (ref Fighter f) => ref f.WeaponCooldown, 0, 255)
            .Int(static (ref Fighter f) => ref f.DashCooldown, 0, 511)
            .Int(static (ref Fighter f) => ref f.RespawnTicks, 0, 511)
            .Int(static (ref Fighter f) => ref f.ShieldTicks, 0, 511)
            .Int(static (ref Fighter f) => ref f.QuadTicks, 0, 4095);

        schema.Entity<Rocket>("rocket", Rockets.InFlightMax)
            .Flight(static (Arena game, ref Rocket r, Tick _, float tickSeconds) => Rockets.Fly(ref r, game.Map, tickSeconds))
            .Position(static (ref Rocket r) => ref r.Position, range: 512, step: 1 / 128.0,
                velocity: static (ref Rocket r) => ref r.Velocity, velocityRange: 64, velocityStep: Movement.VelocityStep);

        schema.Entity<Pickup>("pickup", max: 64)
            .Position(static (ref Pickup p) => ref p.Position, range: 512, step: 1 / 128.0)
            .Rarely()
            .Enum(static (ref Pickup p) => ref p.Kind, (int)PickupKind.Quad)
            .Bool(static (ref Pickup p) => ref p.IsTaken);

        schema.Entity<MatchState>("match", max: 1)
            .Rarely()
            .Int(static (ref MatchState m) => ref m.SecondsLeft, MatchState.Endless, MatchState.SecondsMax)
            .Int(static (ref MatchState m) => ref m.ScoreLimit, 0, MatchState.ScoreMax);
    }

    /// <inheritdoc/>
    protected override void OnConfigure(string config) => rules = ArenaRules.Parse(config);

    /// <inheritdoc/>
    protected override void OnStart(Room room)
    {
        MatchClock.Start(room, rules);
        Pickups.Place(room, Map);
    }

    /// <inheritdoc/>
    protected override Fighter OnJoin(Room room, Seat seat) => Spawns.Fresh(room, Map);

    /// <inheritdoc/>
    protected override void OnLeave(Room room, Seat seat) => Rockets.RemoveOf(room, seat.Id);

    /// <inheritdoc/>
    protected override void Drive(ref Fighter avatar, in ArenaInput input, DriveContext drive)
    {
        avatar.ShootsNow = false;
        avatar.Muzzle = avatar.Position;
        Durations.CountDown(ref avatar);
        if (!avatar.IsDead)
        {
            Movement.Move(ref avatar, input, Map, drive.TickSeconds);
            Weapons.Operate(ref avatar, input, drive);
        }
    }

    /// <inheritdoc/>
    protected override void Tick(Room room)
    {
        Hitscan.Advance(room, Map);
        Rockets.Advance(room, Map);
        Pickups.Advance(room);
        Spawns.Advance(room, Map);
        MatchClock.Advance(room, rules);
    }

    /// <inheritdoc/>
    protected override ArenaInput Think(Room room, Seat seat) => Sparring.Think(room, seat, Map);

    /// <inheritdoc/>
    protected override bool MayHide => rules.HasFog;

    /// <inheritdoc/>
    protected override bool IsVisible(Room room, Seat seat, EntityId entity) => Sight.Reaches(room, Map, seat, entity);

    /// <inheritdoc/>
    protected override float Importance(Room room, Seat seat, EntityId entity) =>
        room.World.TryFind<Fighter>(entity, out _) ? 2
        : room.World.TryFind<Rocket>(entity, out _) ? 4
        : room.World.TryFind<Pickup>(entity, out _) ? 0.5f
        : 1;
}
