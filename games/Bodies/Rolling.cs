using System.Numerics;
using GameServer.Games.Bodies.Physics;

namespace GameServer.Games.Bodies;

/// <summary>How an avatar rolls, hops and stops on ground and walls. Part of <c>Drive</c>: its owner's client runs the same code ahead of the server.</summary>
internal static class Rolling
{
    /// <summary>At full stick, metres per second.</summary>
    public const float RollSpeed = 8;

    private const float Acceleration = 12; // m/s2, whatever is in the way: what the ball can push with.
    private const float HopSpeed = 5; // m/s
    private const float Bounce = 0.3f;
    private const float BounceSpeedMin = 1; // m/s
    private const float GroundSkin = 1 / 64f; // m

    public static void Move(ref Motion motion, in BodiesInput input, float yardHalfSize, float seconds)
    {
        var isGrounded = motion.Position.Z <= Roller.Radius + GroundSkin && motion.Velocity.Z <= 0;
        var stick = Stick(input);
        Pull(ref motion.Velocity, stick * RollSpeed, Acceleration * seconds);
        if (isGrounded)
        {
            if (input.Jump)
            {
                motion.Velocity.Z = HopSpeed;
            }

            // It rolls without slipping.
            motion.Spin = OnGrid(new Vector3(-motion.Velocity.Y, motion.Velocity.X, 0) * (1 / Roller.Radius), Bodies.SpinStep);
        }

        motion.Velocity.Z -= Limits.Gravity * seconds;
        motion.Velocity = Space.Within(motion.Velocity, Limits.SpeedMax);
        motion.Position += motion.Velocity * seconds;
        motion.Rotation = Space.Turned(motion.Rotation, motion.Spin, seconds);
        StayInYard(ref motion, yardHalfSize - Roller.Radius);
    }

    private static Vector3 Stick(in BodiesInput input)
    {
        var stick = new Vector3(input.MoveX, input.MoveY, 0);
        var length = Space.Length(stick);
        return length > 1 ? stick * (1 / length) : stick;
    }

    // In the plane, towards what is wanted, which is reached to the bit.
    private static void Pull(ref Vector3 velocity, Vector3 wanted, float change)
    {
        wanted = OnGrid(wanted, Bodies.VelocityStep);
        var gap = new Vector3(wanted.X - velocity.X, wanted.Y - velocity.Y, 0);
        var size = Space.Length(gap);
        velocity = change >= size ? new Vector3(wanted.X, wanted.Y, velocity.Z) : velocity + (gap * (change / size));
    }

    // Between two steps of the wire's grid it would flicker for as long as the stick is held.
    private static Vector3 OnGrid(Vector3 v, float step) => new(OnGrid(v.X, step), OnGrid(v.Y, step), v.Z);

    private static float OnGrid(float value, float step) => MathF.Floor((value / step) + 0.5f) * step;

    private static void StayInYard(ref Motion motion, float limit)
    {
        if (motion.Position.Z < Roller.Radius)
        {
            motion.Position.Z = Roller.Radius;
            motion.Velocity.Z = motion.Velocity.Z < -BounceSpeedMin ? -Bounce * motion.Velocity.Z : 0;
        }

        Stop(ref motion.Position.X, ref motion.Velocity.X, limit);
        Stop(ref motion.Position.Y, ref motion.Velocity.Y, limit);
    }

    private static void Stop(ref float position, ref float velocity, float limit)
    {
        if (position > limit)
        {
            position = limit;
            velocity = Math.Min(velocity, 0);
        }
        else if (position < -limit)
        {
            position = -limit;
            velocity = Math.Max(velocity, 0);
        }
    }
}
