namespace GameServer.Simulation.Schemas;

/// <summary>How the codec may guess a column's next value from acknowledged state.</summary>
public enum ColumnModel : byte
{
    /// <summary>Stays as it was; a change is coded as a difference.</summary>
    Plain = 0,

    /// <summary>Moves with the velocity column that it names.</summary>
    Position = 1,

    /// <summary>Drives a position column; coded before it.</summary>
    Velocity = 2,

    /// <summary>Lives on a circle: differences wrap at the range.</summary>
    Angle = 3,

    /// <summary>Bits without arithmetic meaning (references, text): a change is sent whole.</summary>
    Opaque = 4,

    /// <summary>One of the four columns of a rotation, which are guessed together.</summary>
    Rotation = 5,

    /// <summary>Drives a rotation; coded before it.</summary>
    AngularVelocity = 6,
}

/// <summary>
/// One integer that is stored in every sealed row and written to the wire. Built by the schema builder, immutable.
/// Fields of an entity are one or more columns.
/// </summary>
/// <param name="Name">Field and component, for reports; not part of the schema's hash.</param>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
/// <param name="Model">How it is predicted.</param>
/// <param name="IsRare">Whether it changes rarely; such columns share one bit while none of them changes.</param>
/// <param name="VelocityColumn">For <see cref="ColumnModel.Position"/>: index of the velocity column in the same record, or -1.</param>
/// <param name="VelocityRatio">Position steps moved per second for one velocity step.</param>
/// <param name="Step">What one step means in the field's own unit; 1 where the model says it all.</param>
/// <param name="IsIntegrated">Whether values between two steps round by the tick's phase rather than to the nearest.</param>
public sealed record Column(string Name, int Min, int Max, ColumnModel Model, bool IsRare = false, int VelocityColumn = -1, double VelocityRatio = 0, double Step = 1, bool IsIntegrated = false)
{
    /// <summary>Bits of the value when it is written whole, 0 to 32.</summary>
    public int Bits { get; } = Numerics.BitMath.BitsFor(unchecked((uint)(Max - Min)));

    /// <summary>Number of values less one, as the wire counts from <see cref="Min"/>.</summary>
    public uint Span { get; } = unchecked((uint)(Max - Min));

    /// <summary>What both ends must agree on: that is all but the name.</summary>
    internal string Canonical => FormattableString.Invariant(
        $"{Min},{Max},{(int)Model},{(IsRare ? 1 : 0)},{VelocityColumn},{BitConverter.DoubleToInt64Bits(VelocityRatio)},{BitConverter.DoubleToInt64Bits(Step)},{(IsIntegrated ? 1 : 0)}");
}
