using GameServer.Games.Bodies.Physics;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Worlds;

namespace GameServer.Games.Bodies;

/// <summary>
/// Takes a room's bodies through one tick: into the physics, in the order of their sets, and back. Server only; keeps memory for
/// that and nothing of the match.
/// </summary>
internal sealed class Yard(BodiesRules rules)
{
    private const float StepsPerSecond = 60; // At least: a slower room takes several per tick.
    private const float WipeReach = 3; // m

    private readonly Dynamics dynamics = new(rules.Count + Bodies.PlayersMax, rules.YardHalfSize);
    private readonly Entity<Roller>[] rollers = new Entity<Roller>[Bodies.PlayersMax];
    private readonly Entity<Body>[] bodies = new Entity<Body>[rules.Count];
    private int rollerCount;
    private int bodyCount;

    /// <summary>How many were awake in the last tick, avatars included.</summary>
    public int AwakeCount => dynamics.AwakeCount;

    public void Advance(Room room)
    {
        TakeIn(room);
        var steps = Math.Max(1, (int)((room.TickSeconds * StepsPerSecond) + 0.5f));
        for (var i = 0; i < steps; i++)
        {
            dynamics.Step(room.TickSeconds / steps);
            Paint(room);
        }

        GiveBack();
    }

    /// <summary>A seat's colour goes with its player, and what leant on its avatar falls.</summary>
    public static void Wipe(Room room, Seat seat)
    {
        if (!room.World.TryFind<Roller>(seat.Avatar, out var roller))
        {
            return;
        }

        foreach (var body in room.All<Body>())
        {
            ref var value = ref body.Value;
            value.Paint = value.Paint == seat.Id.Index ? Body.Unpainted : value.Paint;
            if (Space.LengthSquared(value.Motion.Position - roller.Value.Motion.Position) < WipeReach * WipeReach)
            {
                value.Motion.QuietTicks = 0;
            }
        }
    }

    // Numbers in the physics: the ground, the avatars, the bodies.
    private void TakeIn(Room room)
    {
        dynamics.Begin();
        rollerCount = bodyCount = 0;
        foreach (var roller in room.All<Roller>())
        {
            rollers[rollerCount++] = roller;
            dynamics.AddDriven(roller.Value.Motion, Roller.Shape, room.TickSeconds);
        }

        foreach (var body in room.All<Body>())
        {
            bodies[bodyCount++] = body;
            dynamics.Add(body.Value.Motion, body.Value.Shape);
        }
    }

    private void Paint(Room room)
    {
        foreach (ref readonly var contact in dynamics.Contacts)
        {
            var (one, other) = contact.A < contact.B ? (contact.A - 1, contact.B - 1) : (contact.B - 1, contact.A - 1);
            if (one >= 0 && one < rollerCount && other >= rollerCount)
            {
                Painting.Paint(room, ref bodies[other - rollerCount].Value, rollers[one].Owner);
            }
        }
    }

    private void GiveBack()
    {
        for (var i = 0; i < rollerCount; i++)
        {
            ref readonly var solid = ref dynamics[1 + i];
            if (solid.Touches)
            {
                ref var motion = ref rollers[i].Value.Motion;
                (motion.Position, motion.Velocity, motion.Spin) = (solid.Position, solid.Velocity, solid.Spin);
            }
        }

        for (var i = 0; i < bodyCount; i++)
        {
            ref readonly var solid = ref dynamics[1 + rollerCount + i];
            if (solid.IsAwake)
            {
                ref var motion = ref bodies[i].Value.Motion;
                (motion.Position, motion.Velocity, motion.Spin) = (solid.Position, solid.Velocity, solid.Spin);
                (motion.Rotation, motion.QuietPlace, motion.QuietTicks) = (solid.Rotation, solid.QuietPlace, solid.QuietTicks);
            }
        }
    }
}
