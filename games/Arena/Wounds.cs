using System.Numerics;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Worlds;

namespace GameServer.Games.Arena;

/// <summary>What weapons do to fighters: damage, death, and the score and the news of it. Server only.</summary>
internal static class Wounds
{
    /// <summary>Hurts a fighter, and kills it when nothing is left. The shielded and the dead feel nothing.</summary>
    public static void Inflict(Room room, Entity<Fighter> victim, SeatId attacker, Weapon weapon, int damage)
    {
        ref var fighter = ref victim.Value;
        if (fighter.IsDead || fighter.IsShielded)
        {
            return;
        }

        fighter.Health -= damage;
        if (fighter.Health <= 0)
        {
            Die(room, ref fighter);
            Score(room, attacker, attacker == victim.Owner ? -1 : 1);
            Announce(room, new KillEvent(attacker, victim.Owner, weapon));
        }
    }

    private static void Die(Room room, ref Fighter fighter)
    {
        fighter.Health = 0;
        fighter.IsDead = true;
        fighter.IsFiring = false;
        fighter.HasQuad = false;
        fighter.QuadTicks = 0;
        fighter.Velocity = Vector2.Zero;
        fighter.RespawnTicks = Durations.Ticks(Spawns.RespawnSeconds, room.TickSeconds);
    }

    private static void Score(Room room, SeatId seat, int points)
    {
        if (room.World.TryFind<Fighter>(room.Seats[seat.Index].Avatar, out var scorer))
        {
            scorer.Value.Score = Math.Clamp(scorer.Value.Score + points, 0, MatchState.ScoreMax);
        }
    }

    private static void Announce(Room room, KillEvent kill)
    {
        Span<byte> payload = stackalloc byte[KillEvent.Bytes];
        kill.Write(payload);
        room.Broadcast(KillEvent.Kind, payload);
    }
}
