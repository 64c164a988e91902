namespace GameServer.Games.Bodies.Physics;

/// <summary>The constants of the simulated world.</summary>
internal static class Limits
{
    public const float Gravity = 9.81f; // m/s2

    /// <summary>Fastest on each axis, m/s: below what the wire can carry, and too slow to pass through a body within a step.</summary>
    public const float SpeedMax = 24;

    /// <summary>Fastest about each axis, rad/s.</summary>
    public const float SpinMax = 24;

    /// <summary>
    /// Overlap that is left alone, m: two steps of the wire's grid, or rounding would push a body that lies still.
    /// </summary>
    public const float Slop = 1 / 64f;

    /// <summary>Gap, m, from which on two surfaces are looked after before they touch.</summary>
    public const float Margin = 1 / 64f;

    /// <summary>A body that stays within this of one place for <see cref="QuietTicks"/>, m, falls asleep: on average below 0.04 m/s.</summary>
    public const float QuietReach = 0.025f;

    /// <summary>And turns no faster than this, rad/s.</summary>
    public const float QuietSpin = 0.25f;

    public const int QuietTicks = 40;

    /// <summary>Slower than this, m/s, a touching body is calmed down.</summary>
    public const float CalmSpeed = 0.03f;

    /// <summary>What touches a sleeping body faster than this, m/s, wakes it.</summary>
    public const float WakeSpeed = 0.25f;

    /// <summary>The same for what a sleeping body lies on: it must not hang in the air when that goes away.</summary>
    public const float WakeSpeedBelow = 0.08f;
}
