using GameServer.Games.Arena;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Tools.Simulator.Matches;
using ArenaGame = GameServer.Games.Arena.Arena;

namespace GameServer.Tests.Support;

/// <summary>Arena matches, and players who press the same buttons in every run.</summary>
internal static class ArenaScript
{
    public static TestMatch<ArenaInput, Fighter> Start(ulong seed, int clients, string profile, string config = "", Func<Tick, SeatId, ArenaInput>? inputs = null) =>
        new(() => new ArenaGame(), inputs ?? Press, new SimulationSettings { Seed = seed, Clients = clients, Profile = DriftMatch.ProfileOf(profile), Config = config });

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

    /// <summary>The same without what happens once: a press that comes late is executed later, which no client can foresee.</summary>
    public static ArenaInput Hold(Tick tick, SeatId seat) => Press(tick, seat) with { Throw = false, Dash = false };
}
