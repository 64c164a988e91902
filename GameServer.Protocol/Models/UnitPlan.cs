using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Models;

/// <summary>
/// Where one unit of a record finds and leaves its numbers: columns, and places in the list of features. Each block of features
/// is filled after the ones before it, so a tree may ask for whatever lies before its own end. Immutable.
/// </summary>
internal sealed class UnitPlan
{
    /// <summary>States in the head: the same, classes below the last one, and the last for all others.</summary>
    public const int WideClasses = 24;
    public const int NarrowClasses = 4;
    public const int PerColumnStatic = 5;

    public UnitPlan(ColumnUnit unit, Column[] columns, int index)
    {
        Unit = unit;
        Index = index;
        IsRotation = unit.Kind == UnitKind.Rotation;
        First = IsRotation ? unit.First + 1 : unit.First;
        Parts = IsRotation ? 3 : unit.Count;
        IsDriven = unit.Driver >= 0;
        IsAngle = unit.Kind == UnitKind.Angle;
        IsDirected = Parts == 3 && !IsRotation && unit.Kind != UnitKind.Scalar;
        var column = columns[First];
        (Min, Max, Span) = (column.Min, column.Max, column.Span);
        IsFlag = unit.Kind == UnitKind.Scalar && Span == 1;
        Bits = column.Bits;
        Scale = IsRotation ? new RotationScale(unit.First, Min, Max) : default;
        Ratio = column.VelocityRatio;
    }

    public ColumnUnit Unit { get; }

    /// <summary>Place among the record's units.</summary>
    public int Index { get; }

    public bool IsRotation { get; }

    public bool IsDriven { get; }

    public bool IsFlag { get; }

    public bool IsAngle { get; }

    /// <summary>Whether its parts are the world's axes, so that it turns when the world does.</summary>
    public bool IsDirected { get; }

    /// <summary>First column that has a residual, and how many.</summary>
    public int First { get; }

    public int Parts { get; }

    public int Min { get; }

    public int Max { get; }

    public uint Span { get; }

    public int Bits { get; }

    /// <summary>Position steps per second for one velocity step.</summary>
    public double Ratio { get; }

    public RotationScale Scale { get; }

    /// <summary>Whether this is the position that the record's rotation turns about.</summary>
    public bool IsBodyPosition { get; set; }

    /// <summary>How many states it has in the head; 0 when it is not part of it.</summary>
    public int HeadStates { get; set; }

    public bool IsWide { get; set; }

    /// <summary>Terms of the linear guess.</summary>
    public int Terms => IsRotation ? IsDriven ? 4 : 3 : (IsDriven ? 4 : 3) + (IsBodyPosition ? 3 : 0);

    public int StaticAt { get; private set; }

    public int ContactAt { get; private set; }

    public int GuessAt { get; private set; }

    public int StateAt { get; set; }

    public int RankedAt { get; private set; }

    public int ShapeAt { get; private set; }

    public int OthersAt { get; private set; }

    public int ResidualAt { get; private set; }

    public int StaticEnd => StaticAt + StaticCount;

    public int GuessEnd => GuessAt + (IsFlag ? 0 : IsRotation ? 2 : 2 * Parts);

    public int RankedEnd => RankedAt + (IsRotation ? 10 : 0);

    public int ShapeEnd => ShapeAt + (IsFlag ? 0 : 4);

    private int StaticCount => IsRotation ? 2 : (PerColumnStatic * Parts) + (Parts > 1 ? 2 : 0);

    /// <summary>End of the features that are known for the nth of the other components.</summary>
    public int OtherEnd(int n) => OthersAt + (7 * n) + 5;

    public int PlaceStatic(int at)
    {
        StaticAt = at;
        return StaticEnd;
    }

    public int PlaceGuess(int at)
    {
        ContactAt = at;
        GuessAt = at + (IsBodyPosition ? 3 : 0);
        return GuessEnd;
    }

    public int PlaceRest(int at)
    {
        RankedAt = at;
        ShapeAt = RankedEnd;
        OthersAt = ShapeEnd;
        ResidualAt = OthersAt + (IsFlag ? 0 : 7 * (Parts - 1));
        return ResidualAt + (IsFlag ? 0 : Parts + 1);
    }
}
