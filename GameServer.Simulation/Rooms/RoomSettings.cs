using GameServer.Simulation.Inputs;

namespace GameServer.Simulation.Rooms;

/// <summary>What is decided about a room before its first tick. Validated when the room is made.</summary>
public sealed record RoomSettings
{
    /// <summary>The most players of one room.</summary>
    public const int SeatsLimit = 1024;

    /// <summary>Ticks per second, 1 to 240.</summary>
    public int TickRate { get; init; } = 60;

    /// <summary>Places for players, 1 to <see cref="SeatsLimit"/>.</summary>
    public int SeatsMax { get; init; } = 16;

    /// <summary>Seed of the room's random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>Opaque to the server; reaches the game on both ends.</summary>
    public string Config { get; init; } = "";

    /// <summary>For how many ticks a missing input is replaced by the last one, 0 to 127; then it is neutral.</summary>
    public int InputRepeatTicksMax { get; init; } = 15;

    internal void Validate()
    {
        if (TickRate is < 1 or > 240)
        {
            throw new ArgumentException($"A room ticks 1 to 240 times per second, not {TickRate}.");
        }

        if (SeatsMax is < 1 or > SeatsLimit)
        {
            throw new ArgumentException($"A room has 1 to {SeatsLimit} seats, not {SeatsMax}.");
        }

        if (InputRepeatTicksMax is < 0 or >= InputBuffer.TicksMax)
        {
            throw new ArgumentException($"An input is repeated for 0 to {InputBuffer.TicksMax - 1} ticks, not {InputRepeatTicksMax}.");
        }
    }
}
