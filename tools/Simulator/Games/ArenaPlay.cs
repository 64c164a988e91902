using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tools.Simulator.Games;

/// <summary>The shooter, played by people who change their minds twice a second.</summary>
internal static class ArenaPlay
{
    private const uint TicksPerMind = 30;

    public static Play<ArenaInput, Fighter> With(ulong seed) => new(
        static () => new ArenaGame(),
        "",
        (tick, seat) => Press(seed, tick, seat),
        static input => input with { Throw = false, Dash = false });

    private static ArenaInput Press(ulong seed, Tick tick, SeatId seat)
    {
        var random = new RoomRandom(Mix.Combine(seed, tick.Number / TicksPerMind), (ulong)(uint)seat.Index);
        var presses = Mix.Combine(Mix.Combine(seed, tick.Number), (uint)seat.Index);
        return new ArenaInput
        {
            MoveX = random.NextFloat(-1, 1),
            MoveY = random.NextFloat(-1, 1),
            Aim = random.NextFloat(-Trig.Pi, Trig.Pi),
            Fire = random.NextInt(3) == 0,
            Throw = presses % 61 == 0,
            Dash = presses / 64 % 47 == 0,
        };
    }
}
