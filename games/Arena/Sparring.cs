using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;

namespace GameServer.Games.Arena;

/// <summary>
/// Plays the seats that no client drives: hunts the nearest enemy, keeps its distance, shoots at what it sees. Its whims follow
/// from seat and tick alone, so a match with it replays like any other.
/// </summary>
internal static class Sparring
{
    private const int WhimTicks = 45;
    private const int RocketEveryTicks = 150;
    private const float KeepDistance = 14; // m
    private const float RocketDistanceMin = 8; // m; nearer it would hurt itself
    private const float AimErrorMax = 0.12f; // rad

    public static ArenaInput Think(Room room, Seat seat, ArenaMap map)
    {
        if (!room.World.TryFind<Fighter>(seat.Avatar, out var self) || self.Value.IsDead)
        {
            return default;
        }

        var whim = Whim(room.Tick, seat.Id);
        var wander = Geometry.Along(Trig.Tau * Share(whim));
        if (map.IsPeaceful || !TryFindEnemy(room, self.Value.Position, seat.Id, out var enemy))
        {
            return Walk(wander, Trig.Atan2(wander.Y, wander.X));
        }

        var towards = enemy - self.Value.Position;
        var distance = Geometry.Length(towards);
        var aim = Trig.Atan2(towards.Y, towards.X) + (AimErrorMax * ((2 * Share(whim >> 24)) - 1));
        if (distance > Hitscan.Range || !map.IsClear(self.Value.Position, enemy))
        {
            // A wall in the way is got round by straying.
            return Walk(Geometry.Unit(towards) + (wander * 1.25f), aim);
        }

        var ahead = Geometry.Unit(towards) * (distance > KeepDistance ? 1 : -0.5f);
        var aside = new Vector2(-towards.Y, towards.X) * (((whim & 1) == 0 ? 1 : -1) / Math.Max(1, distance));
        var input = Walk(ahead + aside, aim);
        input.Fire = true;
        input.Throw = distance > RocketDistanceMin && (room.Tick.Number + (whim % 7)) % RocketEveryTicks == 0;
        return input;
    }

    private static ArenaInput Walk(Vector2 direction, float aim)
    {
        var stick = Geometry.AtMost(direction, 1);
        return new ArenaInput { MoveX = stick.X, MoveY = stick.Y, Aim = aim };
    }

    private static bool TryFindEnemy(Room room, Vector2 from, SeatId self, out Vector2 enemy)
    {
        var nearest = float.PositiveInfinity;
        enemy = default;
        foreach (var other in room.All<Fighter>())
        {
            var distance = Geometry.LengthSquared(other.Value.Position - from);
            if (other.Owner != self && !other.Value.IsDead && distance < nearest)
            {
                (nearest, enemy) = (distance, other.Value.Position);
            }
        }

        return nearest < float.PositiveInfinity;
    }

    private static ulong Whim(Tick tick, SeatId seat) => Mix.Combine((uint)seat.Index, tick.Number / WhimTicks);

    /// <summary>24 of the bits as a number in [0, 1).</summary>
    private static float Share(ulong bits) => (bits & 0xFFFFFF) * (1f / (1 << 24));
}
