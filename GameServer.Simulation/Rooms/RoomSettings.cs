using GameServer.Simulation.Inputs;

namespace GameServer.Simulation.Rooms;

/// <summary>What is decided about a room before its first tick. Validated when the room is made.</summary>
public sealed record RoomSettings
{
    /// <summary>The most players of one room.</summary>
    public const int SeatsLimit = 1024;

    /// <summary>The most that <see cref="RewindMsMax"/> may be: within what every history has.</summary>
    public const double RewindMsLimit = 1000;

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

    /// <summary>
    /// How far back a shot may be judged, in ms: 0 to <see cref="RewindMsLimit"/>. 0 switches lag compensation off: everybody is judged
    /// by the tick sealed last.
    /// </summary>
    public double RewindMsMax { get; init; } = 250;

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

        if (!(RewindMsMax is >= 0 and <= RewindMsLimit))
        {
            throw new ArgumentException($"A room rewinds by 0 to {RewindMsLimit} ms, not {RewindMsMax}.");
        }

        if (InputRepeatTicksMax is < 0 or >= InputBuffer.TicksMax)
        {
            throw new ArgumentException($"An input is repeated for 0 to {InputBuffer.TicksMax - 1} ticks, not {InputRepeatTicksMax}.");
        }
    }
}
