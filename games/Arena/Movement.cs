using System.Numerics;

namespace GameServer.Games.Arena;

/// <summary>How a fighter runs, dashes and stops. Part of <c>Drive</c>: the owner's client runs the same code ahead of the server.</summary>
internal static class Movement
{
    /// <summary>Of a fighter's circle, metres.</summary>
    public const float Radius = 0.5f;

    /// <summary>At full stick, metres per second.</summary>
    public const float RunSpeed = 8;

    /// <summary>Whatever pushes, nobody is faster than this, metres per second.</summary>
    public const float SpeedMax = 24;

    /// <summary>Grid of the velocity on the wire, metres per second.</summary>
    public const float VelocityStep = 1 / 32f;

    // Legs and ground pull the velocity towards the stick's by a tenth of the gap per 10 ms, which for a stick at full tilt is an
    // acceleration of 80 m/s2 against a drag of 10 per second. Below the grip speed the pull stays what it is there, as friction
    // does, so that the velocity arrives instead of creeping up for ever.
    private const float DragPerSecond = 10;
    private const float GripSpeed = 4;

    private const float DashSpeed = 20;
    private const float DashCooldownSeconds = 1.5f;

    public static void Move(ref Fighter fighter, in ArenaInput input, ArenaMap map, float tickSeconds)
    {
        var stick = Geometry.AtMost(new Vector2(input.MoveX, input.MoveY), 1);
        fighter.Heading = input.Aim;
        fighter.Velocity = Pull(fighter.Velocity, OnGrid(stick * RunSpeed), tickSeconds);
        if (input.Dash && fighter.DashCooldown == 0)
        {
            fighter.Velocity = DashSpeed * (stick == Vector2.Zero ? Geometry.Along(fighter.Heading) : Geometry.Unit(stick));
            fighter.DashCooldown = Durations.Ticks(DashCooldownSeconds, tickSeconds);
        }

        fighter.Velocity = Geometry.AtMost(fighter.Velocity, SpeedMax);
        Advance(ref fighter, map, tickSeconds);
    }

    private static Vector2 Pull(Vector2 velocity, Vector2 wanted, float tickSeconds)
    {
        var gap = wanted - velocity;
        var size = Geometry.Length(gap);
        var change = Math.Max(size, GripSpeed) * DragPerSecond * tickSeconds;
        return change >= size ? wanted : velocity + (gap * (change / size));
    }

    // In parts shorter than the fighter, so that no tick rate lets anyone through a wall; at 60 Hz it is one.
    private static void Advance(ref Fighter fighter, ArenaMap map, float tickSeconds)
    {
        var parts = 1 + (int)(Geometry.Length(fighter.Velocity) * tickSeconds / Radius);
        var seconds = tickSeconds / parts;
        for (var i = 0; i < parts; i++)
        {
            fighter.Position += fighter.Velocity * seconds;
            map.PushOut(ref fighter.Position, ref fighter.Velocity, Radius);
        }
    }

    // A velocity between two steps of the wire's grid would flicker between them for as long as the stick is held.
    private static Vector2 OnGrid(Vector2 velocity) => new(OnGrid(velocity.X), OnGrid(velocity.Y));

    private static float OnGrid(float speed) => MathF.Floor((speed / VelocityStep) + 0.5f) * VelocityStep;
}
