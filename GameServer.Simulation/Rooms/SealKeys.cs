using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// Rounding keys of what an owner predicts. They depend on nothing but what its client knows: the seat, the tick of the spawn and
/// its place among that tick's. No count over the match is in it, which one wrong prediction would shift for good. Ordinal 0 is
/// the avatar itself.
/// </summary>
internal static class SealKeys
{
    private const uint SpawnsPerTick = 16; // More would share a key with the next tick's: rounded alike, nothing worse.

    public static uint Owned(SeatId seat, uint ordinal) => unchecked((uint)Mix.Combine((uint)seat.Index, ordinal));

    /// <summary>The ordinal of the n-th thing, from 0, that a seat's drive spawns in a tick.</summary>
    public static uint Ordinal(Tick tick, uint n) => unchecked((tick.Number * SpawnsPerTick) + n);

    public static uint Avatar(SeatId seat) => Owned(seat, 0);
}
