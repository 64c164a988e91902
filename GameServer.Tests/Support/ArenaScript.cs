using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Tests.Support;

/// <summary>Players of the arena who press the same buttons in every run.</summary>
internal static class ArenaScript
{
    public static ArenaInput Press(Tick tick, SeatId seat)
    {
        var random = new RoomRandom(tick.Number / 30, (ulong)(uint)seat.Index); // A change of mind each half second.
        return new ArenaInput
        {
            MoveX = random.NextFloat(-1, 1),
            MoveY = random.NextFloat(-1, 1),
            Aim = random.NextFloat(-Trig.Pi, Trig.Pi),
            Fire = random.NextInt(3) == 0,
            Throw = tick.Number % 90 == 0,
            Dash = tick.Number % 75 == 0,
        };
    }
}
