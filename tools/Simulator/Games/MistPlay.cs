using System.Globalization;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Tools.Simulator.Games;

/// <summary>The game with hidden things, played at random.</summary>
internal static class MistPlay
{
    public static Play<Step, Wanderer> With(ulong seed, int secret)
    {
        var wisp = new Mist().Schema.Records.Single(static record => record.Name == "wisp");
        var colour = wisp.Columns.Length - 1;
        return new Play<Step, Wanderer>(
            static () => new Mist(),
            secret.ToString(CultureInfo.InvariantCulture),
            (tick, seat) => Press(seed, tick, seat),
            static input => input with { Mark = false },
            (seat, head, row) => head.Kind == wisp.Index && Mist.IsHidden(row[colour], seat));
    }

    private static Step Press(ulong seed, Tick tick, SeatId seat)
    {
        var random = new RoomRandom(Mix.Combine(seed, tick.Number / 40), (ulong)(uint)seat.Index);
        return new Step
        {
            X = random.NextFloat(-1, 1),
            Y = random.NextFloat(-1, 1),
            Mark = Mix.Combine(Mix.Combine(seed, tick.Number), (uint)seat.Index) % 41 == 0,
        };
    }
}
