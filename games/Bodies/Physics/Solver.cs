using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>
/// Finds velocities at which no contact closes, and moves overlapping solids apart: sequential impulses with Coulomb friction (Catto,
/// "Iterative Dynamics with Temporal Coherence", 2005), then shock propagation (Guendelman et al., "Nonconvex Rigid Bodies with
/// Stacking", 2003) in the place of a memory of the step before. Stateless.
/// </summary>
internal static class Solver
{
    private const int VelocityRounds = 10;
    private const int PositionRounds = 3;
    private const float Friction = 0.4f;

    /// <summary>A rolling avatar would climb what it pushes.</summary>
    private const float AvatarFriction = 0.15f;

    private const float Restitution = 0.35f; // Of balls; a box has none.
    private const float BounceSpeedMin = 0.7f; // m/s: what comes slower does not bounce.
    private const float PushOutShare = 0.3f; // Of an overlap, per round.
    private const float PushOutMax = 0.08f; // m per round: things made inside each other part, they do not explode.

    /// <summary>Changes the velocities.</summary>
    public static void Solve(Span<Solid> solids, ContactList list, float seconds)
    {
        var contacts = list.All;
        for (var i = 0; i < contacts.Length; i++)
        {
            Prepare(solids, ref contacts[i], seconds);
        }

        for (var round = 0; round < VelocityRounds; round++)
        {
            for (var i = 0; i < contacts.Length; i++)
            {
                // There and back: always in one direction, whatever is left over pushes stacks to one side.
                ref var contact = ref contacts[(round & 1) == 0 ? i : contacts.Length - 1 - i];
                ref var a = ref solids[contact.A];
                ref var b = ref solids[contact.B];
                var most = contact.Friction * contact.Hold.Impulse;
                if (most > 0 || contact.Rub.Impulse != 0 || contact.RubAcross.Impulse != 0)
                {
                    contact.Rub.Aim(ref a, ref b, 0, -most, most);
                    contact.RubAcross.Aim(ref a, ref b, 0, -most, most);
                }

                contact.Hold.Aim(ref a, ref b, contact.Target, 0, float.PositiveInfinity);
            }
        }

        // From the ground upwards the lower one does not give way, so that a stack stands however high it is.
        var upwards = list.FromGround();
        for (var i = 0; i < upwards.Count; i++)
        {
            Carry(solids, ref contacts[upwards[i]]);
        }
    }

    /// <summary>Says in <see cref="Solid.Shift"/> how far each is to be moved; what overlaps by no more than the slop stays.</summary>
    public static void PushApart(Span<Solid> solids, ReadOnlySpan<Contact> contacts)
    {
        for (var round = 0; round < PositionRounds; round++)
        {
            for (var i = 0; i < contacts.Length; i++)
            {
                ref readonly var contact = ref contacts[i];
                ref var a = ref solids[contact.A];
                ref var b = ref solids[contact.B];
                var overlap = contact.Depth - Space.Dot(contact.Normal, a.Shift - b.Shift) - Limits.Slop;
                var mass = a.InverseMass + b.InverseMass;
                if (overlap > 0 && mass > 0)
                {
                    var way = contact.Normal * (Math.Min(overlap * PushOutShare, PushOutMax) / mass);
                    a.Shift += way * a.InverseMass;
                    b.Shift -= way * b.InverseMass;
                }
            }
        }
    }

    private static void Prepare(Span<Solid> solids, ref Contact contact, float seconds)
    {
        ref var a = ref solids[contact.A];
        ref var b = ref solids[contact.B];
        a.Touches = true;
        b.Touches = true;
        Vector3 armA = contact.Point - a.Position, armB = contact.Point - b.Position;
        var along = Space.Beside(contact.Normal);
        contact.Hold = Row.Of(a, b, armA, armB, contact.Normal);
        contact.Rub = Row.Of(a, b, armA, armB, along);
        contact.RubAcross = Row.Of(a, b, armA, armB, Space.Cross(contact.Normal, along));
        contact.Friction = a.IsDriven || b.IsDriven ? AvatarFriction : Friction;

        // A gap may close within this step, and no more. What arrives fast, and is a ball, leaves again.
        var gap = Math.Max(0, -contact.Depth);
        contact.Target = -gap / seconds;
        var speed = contact.Hold.Speed(a, b);
        if (speed < -BounceSpeedMin && -speed * seconds > gap && IsBouncy(a, b))
        {
            contact.Target = -speed * Restitution;
        }
    }

    private static bool IsBouncy(in Solid a, in Solid b) => !(a.Shape.IsBox || b.Shape.IsBox || a.IsDriven || b.IsDriven);

    // At most stops the upper one: a push that gives momentum to one side alone must not make anything faster.
    private static void Carry(Span<Solid> solids, ref Contact contact)
    {
        ref var a = ref solids[contact.A];
        ref var b = ref solids[contact.B];
        var isAUpper = contact.Normal.Z > 0;
        var up = isAUpper ? contact.Normal : -contact.Normal;
        ref var upper = ref isAUpper ? ref a : ref b;
        var arm = contact.Point - upper.Position;
        var falling = -Space.Dot(upper.VelocityAt(arm), up);
        var change = Math.Min(falling, contact.Target - contact.Hold.Speed(a, b));
        var inverse = upper.InverseMass + (upper.InverseInertia * Space.LengthSquared(Space.Cross(arm, up)));
        if (change > 0 && inverse > 0)
        {
            upper.Push(up * (change / inverse), arm);
        }
    }
}
