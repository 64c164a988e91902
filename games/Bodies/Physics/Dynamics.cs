using System.Numerics;

namespace GameServer.Games.Bodies.Physics;

/// <summary>
/// Works out one step of all bodies of a room, given anew in each tick: it remembers nothing but its memory. Solid 0 is the
/// ground. Which bodies are looked at in which order is part of determinism.
/// </summary>
internal sealed class Dynamics
{
    private const int Ground = 0;
    private const float RollingDrag = 0.2f; // m/s2: what a ball on something loses of its speed.
    private const float SpinDrag = 0.3f; // per second, of whatever touches something.
    private const float CalmShare = 0.8f; // Left per tick of what hardly moves.

    private readonly float halfSize;
    private readonly Solid[] solids;
    private readonly int[] awake;
    private readonly ContactList contacts;
    private readonly BroadPhase columns;
    private int count;
    private int awakeCount;

    public Dynamics(int bodiesMax, float halfSize)
    {
        this.halfSize = halfSize;
        solids = new Solid[bodiesMax + 1];
        awake = new int[bodiesMax + 1];
        contacts = new ContactList(bodiesMax);
        columns = new BroadPhase(halfSize, bodiesMax + 1);
    }

    /// <summary>The contacts of the last step.</summary>
    public ReadOnlySpan<Contact> Contacts => contacts.All;

    /// <summary>How many bodies were awake in the last step, avatars included.</summary>
    public int AwakeCount => awakeCount;

    public ref readonly Solid this[int index] => ref solids[index];

    /// <summary>Forgets the bodies of the tick before.</summary>
    public void Begin()
    {
        solids[Ground] = default;
        count = Ground + 1;
    }

    /// <summary>Takes a body in and returns its number.</summary>
    public int Add(in Motion motion, Shape shape)
    {
        solids[count] = Solid.Of(motion, shape, isDriven: false);
        return count++;
    }

    /// <summary>Takes an avatar in, which Drive has moved for so many seconds already, and returns its number.</summary>
    public int AddDriven(in Motion motion, Shape shape, float seconds)
    {
        // Contacts are judged where everybody stood.
        solids[count] = Solid.Of(motion, shape, isDriven: true);
        solids[count].Position -= motion.Velocity * seconds;
        return count++;
    }

    /// <summary>One step of everybody; what is driven has been moved already, and is only stopped by others.</summary>
    public void Step(float seconds)
    {
        var all = solids.AsSpan(0, count);
        Forget(all);
        Collide(all, seconds);
        Fall(seconds);
        Solver.Solve(all, contacts, seconds);
        Solver.PushApart(all, contacts.All);
        for (var k = 0; k < awakeCount; k++)
        {
            Finish(ref all[awake[k]], seconds);
        }
    }

    private static void Forget(Span<Solid> all)
    {
        for (var i = Ground + 1; i < all.Length; i++)
        {
            all[i].Touches &= all[i].IsDriven; // Whether Drive's word stands is a matter of the whole tick.
            all[i].Shift = Vector3.Zero;
        }
    }

    // The list of the awake grows while it is walked: what is woken is looked at in the same step.
    private void Collide(Span<Solid> all, float seconds)
    {
        contacts.Clear();
        columns.Build(all, Ground + 1);
        awakeCount = 0;
        for (var i = Ground + 1; i < all.Length; i++)
        {
            if (all[i].IsAwake)
            {
                Append(all, i);
            }
        }

        for (var k = 0; k < awakeCount; k++)
        {
            var i = awake[k];
            if (!all[i].IsDriven)
            {
                CollideWithYard(ref all[i], i);
            }

            CollideWithOthers(all, i, seconds);
        }
    }

    private void Append(Span<Solid> all, int solid)
    {
        all[solid].Rank = awakeCount;
        awake[awakeCount++] = solid;
    }

    private void CollideWithYard(ref Solid solid, int index)
    {
        Collision.WithPlane(ref solid, index, Ground, Vector3.UnitZ, 0, contacts);
        Collision.WithPlane(ref solid, index, Ground, Vector3.UnitX, -halfSize, contacts);
        Collision.WithPlane(ref solid, index, Ground, -Vector3.UnitX, -halfSize, contacts);
        Collision.WithPlane(ref solid, index, Ground, Vector3.UnitY, -halfSize, contacts);
        Collision.WithPlane(ref solid, index, Ground, -Vector3.UnitY, -halfSize, contacts);
    }

    private void CollideWithOthers(Span<Solid> all, int i, float seconds)
    {
        var (column, row) = columns.CellOf(i);
        for (var y = row - 1; y <= row + 1; y++)
        {
            for (var x = column - 1; x <= column + 1; x++)
            {
                foreach (var j in columns.In(x, y))
                {
                    // Who came earlier in the list has met this one already.
                    if (j != i && !(all[j].IsAwake && all[j].Rank < all[i].Rank))
                    {
                        var begin = contacts.Count;
                        Collision.Between(all, i, j, contacts);
                        if (!all[j].IsAwake && Wakes(all[i], all[j], contacts.All[begin..], seconds))
                        {
                            all[j].Wake();
                            all[j].QuietTicks = 0;
                            Append(all, j);
                        }
                    }
                }
            }
        }
    }

    private static bool Wakes(in Solid solid, in Solid sleeper, ReadOnlySpan<Contact> touching, float seconds)
    {
        // Drive has let it fall for this tick, and what it stands on must sleep on.
        var falling = new Vector3(0, 0, solid.IsDriven ? Limits.Gravity * seconds : 0);
        foreach (ref readonly var contact in touching)
        {
            var isAbove = sleeper.Position.Z - solid.Position.Z > 0.5f * sleeper.Shape.HalfSize;
            var limit = isAbove ? Limits.WakeSpeedBelow : Limits.WakeSpeed;
            if (Space.LengthSquared(solid.VelocityAt(contact.Point - solid.Position) + falling) > limit * limit)
            {
                return true;
            }
        }

        return false;
    }

    private void Fall(float seconds)
    {
        for (var k = 0; k < awakeCount; k++)
        {
            ref var solid = ref solids[awake[k]];
            if (!solid.IsDriven)
            {
                solid.Velocity.Z -= Limits.Gravity * seconds;
            }
        }
    }

    private void Finish(ref Solid solid, float seconds)
    {
        if (!solid.IsDriven)
        {
            Slow(ref solid, seconds);
        }

        solid.Velocity = Space.Within(solid.Velocity, Limits.SpeedMax);
        solid.Spin = Space.Within(solid.Spin, Limits.SpinMax);
        solid.Position += (solid.Velocity * seconds) + solid.Shift;
        if (!solid.IsDriven)
        {
            solid.Rotation = Space.Turned(solid.Rotation, solid.Spin, seconds);
        }

        // The contacts with ground and walls push bodies back; this is for what others push harder.
        var limit = halfSize - solid.Shape.HalfSize;
        solid.Position.X = Math.Clamp(solid.Position.X, -limit, limit);
        solid.Position.Y = Math.Clamp(solid.Position.Y, -limit, limit);
        solid.Position.Z = Math.Max(solid.Position.Z, solid.Shape.HalfSize - Limits.Slop);
    }

    private static void Slow(ref Solid solid, float seconds)
    {
        if (!solid.Touches)
        {
            solid.QuietTicks = 0;
            return;
        }

        solid.Spin *= 1 - (SpinDrag * seconds);
        if (!solid.Shape.IsBox)
        {
            var speed = Space.Length(solid.Velocity);
            var left = speed > RollingDrag * seconds ? 1 - (RollingDrag * seconds / speed) : 0;
            solid.Velocity *= left;
            solid.Spin *= left;
        }

        var hasStayed = Space.LengthSquared(solid.Position - solid.QuietPlace) < Limits.QuietReach * Limits.QuietReach
            && Space.LengthSquared(solid.Spin) < Limits.QuietSpin * Limits.QuietSpin;
        if (!hasStayed || solid.QuietTicks == 0)
        {
            (solid.QuietPlace, solid.QuietTicks) = (solid.Position, 1);
        }
        else if (++solid.QuietTicks >= Limits.QuietTicks)
        {
            solid.Velocity = solid.Spin = Vector3.Zero;
        }
        else if (Space.LengthSquared(solid.Velocity) < Limits.CalmSpeed * Limits.CalmSpeed)
        {
            solid.Velocity *= CalmShare;
            solid.Spin *= CalmShare;
        }
    }
}
