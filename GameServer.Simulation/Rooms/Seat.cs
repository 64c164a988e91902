using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Schemas;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// A player's place in a room, from joining until leaving; a dropped connection leaves it standing for a while. Owned by its
/// room and touched by the room's thread alone.
/// </summary>
public sealed class Seat
{
    private readonly InputFields fields;
    private readonly int repeatTicksMax;
    private InputBuffer? inputs; // Made for its first player: most seats of a room never have one.

    internal Seat(SeatId id, InputFields fields, int repeatTicksMax) => (Id, this.fields, this.repeatTicksMax) = (id, fields, repeatTicksMax);

    /// <summary>Which place this is.</summary>
    public SeatId Id { get; }

    /// <summary>Whether somebody sits here.</summary>
    public bool IsTaken { get; internal set; }

    /// <summary>Whether a client is connected at the moment; false for AI-driven seats.</summary>
    public bool IsConnected { get; internal set; }

    /// <summary>Whether the game's <c>Think</c> supplies the inputs instead of a client.</summary>
    public bool IsAi { get; internal set; }

    /// <summary>The player's name as given at the join.</summary>
    public string PlayerName { get; internal set; } = "";

    /// <summary>The avatar that this seat drives.</summary>
    public EntityId Avatar { get; internal set; }

    /// <summary>
    /// The tick that the player's screen showed of others when it gave the input of this tick, with its fraction, as far as the host
    /// believes it; for lag compensation. Not bounded by <see cref="RoomSettings.RewindMsMax"/>, as what is judged by is.
    /// </summary>
    public double ViewTick { get; internal set; }

    /// <summary>The tick before which this seat's client has seen nothing.</summary>
    internal Tick SeenFrom { get; set; }

    /// <summary>Where this tick's input came from.</summary>
    public InputSource InputSource { get; internal set; }

    /// <summary>What the client has sent for ticks to come.</summary>
    public InputBuffer Inputs => inputs ??= new InputBuffer(fields, repeatTicksMax);

    internal int[] InputRow => Inputs.Row;

    /// <summary>What its drive has spawned in this tick.</summary>
    internal uint SpawnsThisTick { get; set; }
}
