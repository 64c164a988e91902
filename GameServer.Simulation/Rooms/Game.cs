using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// A game's rules as the hosts see them, without its types. One instance per room on the server and one per connection on a
/// client; it may keep what the match's configuration decides (the static map), never what changes during a match.
/// </summary>
public abstract class Game
{
    private protected Game()
    {
    }

    /// <summary>What is on the wire.</summary>
    public abstract Schema Schema { get; }

    /// <summary>
    /// A model file that tools/Train learned for this schema, as an embedded resource for example; empty for the built-in codes. Both ends must hold the same.
    /// Asked for often: keep it in a field.
    /// </summary>
    public virtual ReadOnlyMemory<byte> CodecModel => default;

    /// <summary>
    /// How far a seat sees, in the position's unit; infinite (the default) shows everything to everybody. Entities leave the
    /// view a little farther out than they enter it.
    /// </summary>
    public virtual float InterestRadius => float.PositiveInfinity;

    /// <summary>Takes over what another instance of the same type declared.</summary>
    internal abstract void ShareDescription(Game from);

    internal abstract void Configure(string config);

    internal abstract void Start(Room room);

    internal abstract EntityId Join(Room room, Seat seat);

    internal abstract void Leave(Room room, Seat seat);

    internal abstract void Reconnect(Room room, Seat seat);

    internal abstract void ThinkFor(Room room, Seat seat);

    internal abstract void DriveSeat(Room room, Seat seat);

    internal abstract void Advance(Room room);

    /// <summary>Whether the game has a say in what a seat may see.</summary>
    internal abstract bool HidesEntities { get; }

    internal abstract bool CanSee(Room room, Seat seat, EntityId entity);

    internal abstract float ImportanceOf(Room room, Seat seat, EntityId entity);
}
