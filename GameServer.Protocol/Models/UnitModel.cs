namespace GameServer.Protocol.Models;

/// <summary>The streams of one unit; a unit has those that its shape needs.</summary>
internal enum UnitStream
{
    /// <summary>The class of its greatest residual, where the head does not say it; the last symbol: the unit is the same.</summary>
    Class = 0,

    /// <summary>All residuals, when the greatest is 1.</summary>
    Ones = 1,

    /// <summary>All residuals, when the greatest is 2.</summary>
    Twos = 2,

    /// <summary>Which component has the greatest, its sign, and the highest of its plain bits.</summary>
    Greatest = 3,

    /// <summary>The others, each by how many classes it is smaller, and its sign.</summary>
    Other = 4,
    LastOther = 5,

    /// <summary>Which component is left out, when it is not the one expected.</summary>
    Largest = 6,
}

/// <summary>How one unit is guessed and coded. Immutable.</summary>
internal sealed class UnitModel(LinearModel?[] guesses, SymbolModel?[] streams)
{
    public const int Streams = 7;
    public const int ClassSymbols = ResidualClass.Escape + 2;
    public const int SameClass = ResidualClass.Escape + 1;

    /// <summary>One for a rotation, else one for each column.</summary>
    public LinearModel?[] Guesses { get; } = guesses;

    public SymbolModel?[] StreamModels { get; } = streams;

    public SymbolModel this[UnitStream stream] => StreamModels[(int)stream]!;

    /// <summary>Whether a unit has a stream at all.</summary>
    public static bool IsNeeded(UnitPlan unit, UnitStream stream) =>
        unit.IsFlag ? stream == UnitStream.Class && unit.HeadStates == 0 : Symbols(unit, stream) > 0;

    public static int Symbols(UnitPlan unit, UnitStream stream) => stream switch
    {
        UnitStream.Class => ClassSymbols,
        UnitStream.Ones => unit.Parts == 3 ? 27 : unit.Parts == 2 ? 9 : 3,
        UnitStream.Twos => unit.Parts == 3 ? 125 : unit.Parts == 2 ? 25 : 5,
        UnitStream.Greatest => (2 * unit.Parts) << ResidualClass.LeadingBits,
        UnitStream.Largest => unit.IsRotation ? 3 : 0,
        _ => unit.Parts > 1 + (stream - UnitStream.Other) ? 1 + (2 * (ResidualClass.Escape + 1)) : 0,
    };

    /// <summary>How many of the features a stream's tree may ask for.</summary>
    public static int FeatureEnd(UnitPlan unit, UnitStream stream) => stream switch
    {
        UnitStream.Largest => unit.RankedAt,
        UnitStream.Class or UnitStream.Ones or UnitStream.Twos => unit.RankedEnd,
        UnitStream.Greatest => unit.ShapeAt + 1,
        _ => unit.OtherEnd(stream - UnitStream.Other),
    };
}

/// <summary>How one record kind is coded. Immutable.</summary>
/// <param name="Up">The axis that is up: 0 to 2.</param>
/// <param name="HalfSize16">Half the edge of a body, in 1/16 of a position step.</param>
/// <param name="Rest">How likely resting entities are to change; null: all alike.</param>
/// <param name="Head">What changed, and how much it is off.</param>
/// <param name="Units">One for each unit of the plan.</param>
internal sealed record RecordModel(int Up, int HalfSize16, RestModel? Rest, SymbolModel Head, UnitModel[] Units);

/// <summary>Classes of resting entities by the columns of their newest row. Immutable.</summary>
internal sealed class RestModel(DecisionTree tree, byte[] classes)
{
    public const int Classes = 3;

    public DecisionTree Tree { get; } = tree;

    public ReadOnlySpan<byte> LeafClasses => classes;

    /// <summary>1, the likeliest to change, to 3.</summary>
    public int For(ReadOnlySpan<int> row) => classes[Tree.Find(row)];
}
