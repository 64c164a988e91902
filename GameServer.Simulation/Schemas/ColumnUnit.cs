namespace GameServer.Simulation.Schemas;

/// <summary>What neighbouring columns are together; the codec guesses and writes them as one.</summary>
public enum UnitKind : byte
{
    /// <summary>One number on its own.</summary>
    Scalar = 0,

    /// <summary>Two or three axes of one thing: a position without a velocity, or any vector.</summary>
    Vector = 1,

    /// <summary>A velocity: drives the position behind it.</summary>
    Velocity = 2,

    /// <summary>A position that its velocity drives.</summary>
    Position = 3,

    /// <summary>One direction on a circle.</summary>
    Angle = 4,

    /// <summary>Four columns: which component of a unit quaternion is the largest, and the three others.</summary>
    Rotation = 5,

    /// <summary>An angular velocity in the world's axes: drives the rotation behind it.</summary>
    AngularVelocity = 6,

    /// <summary>One column of bits without arithmetic meaning.</summary>
    Opaque = 7,
}

/// <summary>Neighbouring columns of one record that belong together. Built by the schema builder, immutable.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="First">First column.</param>
/// <param name="Count">1 to 4 columns.</param>
/// <param name="Driver">First column of the velocity that moves or turns them, or -1.</param>
/// <param name="DriverStep">Radians per second of one step of the driver; for a rotation alone, 0 elsewhere.</param>
public sealed record ColumnUnit(UnitKind Kind, int First, int Count, int Driver = -1, double DriverStep = 0)
{
    /// <summary>What both ends must agree on.</summary>
    internal string Canonical => FormattableString.Invariant($"{(int)Kind}:{First}+{Count}<{Driver}*{BitConverter.DoubleToInt64Bits(DriverStep)}");
}
