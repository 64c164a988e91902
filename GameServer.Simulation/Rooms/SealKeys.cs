using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Simulation.Rooms;

/// <summary>
/// Rounding keys of what an owner predicts. They depend on nothing but what its client knows: the seat, and the how-manieth
/// thing it spawned; ordinal 0 is the avatar itself.
/// </summary>
internal static class SealKeys
{
    public static uint Owned(SeatId seat, uint ordinal) => unchecked((uint)Mix.Combine((uint)seat.Index, ordinal));

    public static uint Avatar(SeatId seat) => Owned(seat, 0);
}
