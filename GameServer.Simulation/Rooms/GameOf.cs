using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// A game's rules: derive, describe the state, drive the avatar, advance the rest. Every method runs on the room's thread and
/// must be a pure function of the world, the inputs and the room's random numbers: no clock, no I/O, no other thread.
/// An exception out of a hook closes this room and no other.
/// </summary>
/// <typeparam name="TInput">One seat's intent for one tick.</typeparam>
/// <typeparam name="TAvatar">The entity that a seat drives.</typeparam>
public abstract class Game<TInput, TAvatar> : Game
    where TInput : struct
    where TAvatar : struct
{
    private Description? description;
    private bool? hidesEntities;

    /// <summary>Built on first use; throws <see cref="ArgumentException"/> with the field's name when a declaration is wrong.</summary>
    public sealed override Schema Schema => Described.Schema;

    internal EntityKind<TAvatar> AvatarKind => Described.Avatar;

    private Description Described => description ??= Describe();

    /// <summary>
    /// Declares the input and the entity kinds. What one instance declares holds for the others of its type, so that it is called for
    /// the first alone: use no fields in it.
    /// </summary>
    protected abstract void Describe(SchemaBuilder<TInput, TAvatar> schema);

    /// <summary>
    /// The match's configuration, as the allocation gave it; called once, on the server and on each client, before the first
    /// tick. Build the static map here. The default takes any text and ignores it.
    /// </summary>
    protected virtual void OnConfigure(string config)
    {
    }

    /// <summary>The match begins: spawn what is there from the start. Server only.</summary>
    protected virtual void OnStart(Room room)
    {
    }

    /// <summary>A player takes a seat: returns the avatar. Server only, between two ticks.</summary>
    protected abstract TAvatar OnJoin(Room room, Seat seat);

    /// <summary>
    /// A player leaves for good; the avatar and all else that the seat owns are still there and are removed afterwards. Server
    /// only, between two ticks.
    /// </summary>
    protected virtual void OnLeave(Room room, Seat seat)
    {
    }

    /// <summary>A player's client is back on its seat. Server only, between two ticks.</summary>
    protected virtual void OnReconnect(Room room, Seat seat)
    {
    }

    /// <summary>
    /// One tick of one avatar. Runs on the server for every seat, and ahead of it on the owner's client: prediction is this same
    /// method. Reads nothing but the avatar's declared fields, the input, the static map and <paramref name="drive"/>.
    /// </summary>
    protected abstract void Drive(ref TAvatar avatar, in TInput input, DriveContext drive);

    /// <summary>Everything else of a tick, in a fixed order, after every seat was driven. Server only.</summary>
    protected virtual void Tick(Room room)
    {
    }

    /// <summary>The input of a seat that no client drives. Server only, at the start of a tick.</summary>
    protected virtual TInput Think(Room room, Seat seat) => default;

    /// <summary>
    /// Whether a seat may know of an entity within its radius at all. Called per seat and entity with every snapshot. What it
    /// hides leaves no trace in that seat's datagrams. The seat's own avatar is always seen.
    /// </summary>
    protected virtual bool IsVisible(Room room, Seat seat, EntityId entity) => true;

    /// <summary>
    /// Whether <see cref="IsVisible"/> is to be asked in this match at all; if not, everything within the radius is seen. Always the same within a match.
    /// </summary>
    protected virtual bool MayHide => true;

    /// <summary>
    /// How much an entity matters to a seat when not everything fits: 1 is usual, 10 is sent ten times as eagerly. Taken to be within 1/1024 and 1024, so
    /// that nothing that is seen is never sent.
    /// </summary>
    protected virtual float Importance(Room room, Seat seat, EntityId entity) => 1;

    /// <summary>The input that a seat executes in this tick.</summary>
    protected TInput InputOf(Seat seat)
    {
        var input = default(TInput);
        Described.Input.Load(ref input, seat.InputRow);
        return input;
    }

    // A schema is the largest part of a game, and a room is made for every match.
    internal override void ShareDescription(Game from) => description = ((Game<TInput, TAvatar>)from).Described;

    internal override void Configure(string config) => OnConfigure(config);

    internal override void Start(Room room) => OnStart(room);

    internal override EntityId Join(Room room, Seat seat) =>
        room.World.All<TAvatar>().Spawn(OnJoin(room, seat), seat.Id, SealKeys.Avatar(seat.Id));

    internal override void Leave(Room room, Seat seat)
    {
        OnLeave(room, seat);
        room.World.RemoveOwned(seat.Id);
    }

    internal override void Reconnect(Room room, Seat seat) => OnReconnect(room, seat);

    internal override void ThinkFor(Room room, Seat seat)
    {
        var input = Think(room, seat);
        SealInput(ref input, seat.InputRow);
    }

    internal override void DriveSeat(Room room, Seat seat)
    {
        if (room.World.TryFind<TAvatar>(seat.Avatar, out var avatar))
        {
            Drive(ref avatar.Value, InputOf(seat), new DriveContext(room, seat.Id, room.Tick, room.TickSeconds));
        }
    }

    internal override void Advance(Room room) => Tick(room);

    // Asked for each seat, entity and snapshot otherwise.
    internal override bool HidesEntities =>
        hidesEntities ??= MayHide && ((Func<Room, Seat, EntityId, bool>)IsVisible).Method.DeclaringType != typeof(Game<TInput, TAvatar>);

    internal override bool CanSee(Room room, Seat seat, EntityId entity) => IsVisible(room, seat, entity);

    internal override float ImportanceOf(Room room, Seat seat, EntityId entity) => Importance(room, seat, entity);

    /// <summary>Snaps an input to the wire's grid and writes its columns: what is executed is what was sent.</summary>
    internal void SealInput(ref TInput input, Span<int> row) => Described.Input.Seal(ref input, row, default);

    /// <summary>The input that columns stand for.</summary>
    internal void LoadInput(ref TInput input, ReadOnlySpan<int> row) => Described.Input.Load(ref input, row);

    /// <summary>One predicted tick on the owner's client; the same call that the server makes.</summary>
    internal void Predict(ref TAvatar avatar, in TInput input, ISpawnSink spawns, SeatId seat, Tick tick, float tickSeconds) =>
        Drive(ref avatar, input, new DriveContext(spawns, seat, tick, tickSeconds));

    private Description Describe()
    {
        var builder = new SchemaBuilder<TInput, TAvatar>();
        Describe(builder);
        var (schema, avatar, input) = builder.Build();
        return new Description(schema, avatar, input);
    }

    private sealed record Description(Schema Schema, EntityKind<TAvatar> Avatar, RecordLayout<TInput> Input);
}
