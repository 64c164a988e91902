using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Models;

/// <summary>
/// How one kind of record is coded by a model: its units in the order of the wire (what drives before what is driven, rotations
/// before the positions that turn with them), and the layout of features. Follows from the schema alone. Immutable.
/// </summary>
internal sealed class RecordPlan
{
    public const int HeadStatesMax = 1024;
    public const int FeaturesMax = 2048;

    /// <summary>Guesses are counted in 1/16 of a step in 32 bits; columns that reach further go with the rare ones.</summary>
    public const int WidestColumn = 1 << 26;

    // Age, gaps, rest, changed columns twice.
    public const int CommonFeatures = 6;
    public const int BodyFeatures = 6;

    public RecordPlan(RecordKind record)
    {
        var columns = record.Columns;
        Columns = columns.Length;
        Rare = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i].IsRare || columns[i].Model == ColumnModel.Opaque || columns[i].Min < -WidestColumn || columns[i].Max > WidestColumn)];
        var second = record.Units.Where(static u => u.Kind == UnitKind.Rotation).Skip(1).SelectMany(static u => Enumerable.Range(u.First, u.Count));
        Rare = [.. Rare.Concat(second).OrderBy(static i => i)];
        var units = record.Units.Where(u => !Rare.Contains(u.First)).OrderBy(Rank).ToArray();
        Units = [.. units.Select((unit, i) => new UnitPlan(unit, columns, i))];
        Rotation = Units.FirstOrDefault(static u => u.IsRotation);
        Position = Units.FirstOrDefault(static u => u.Parts == 3 && u.Unit.Kind is UnitKind.Vector or UnitKind.Position);
        if (Rotation is null || Position is null)
        {
            (Rotation, Position) = (null, null);
        }
        else
        {
            Position.IsBodyPosition = true;
        }

        HeadSymbols = PlanHead();
        FeatureCount = PlanFeatures();
    }

    public int Columns { get; }

    /// <summary>Columns that are told of together when any of them changed: rare ones, opaque ones, a second rotation's, very wide ones.</summary>
    public int[] Rare { get; private set; }

    public UnitPlan[] Units { get; }

    /// <summary>The rotation and the position of a solid body; both or neither.</summary>
    public UnitPlan? Rotation { get; }

    public UnitPlan? Position { get; }

    public int BodyAt { get; private set; }

    /// <summary>Symbols of the head, which says of each unit how far it is off.</summary>
    public int HeadSymbols { get; }

    /// <summary>End of the features that the head may ask for.</summary>
    public int HeadEnd { get; private set; }

    public int FeatureCount { get; }

    /// <summary>Whether the plan fits the limits of a model; a record that does not is written without one.</summary>
    public bool IsModelled => Units.Length > 0 && FeatureCount <= FeaturesMax;

    /// <summary>Whether a guess may ask for a feature: one that both ends have filled before any symbol of the unit is known to the reader.</summary>
    public bool IsForGuesses(int feature, UnitPlan unit)
    {
        if (feature >= unit.GuessAt)
        {
            return false;
        }

        foreach (var other in Units)
        {
            if (feature == other.StateAt || (feature >= other.ShapeAt && feature < other.ResidualAt))
            {
                return false;
            }
        }

        return true;
    }

    private static int Rank(ColumnUnit unit) => unit.Kind switch
    {
        UnitKind.Velocity or UnitKind.AngularVelocity => 0,
        UnitKind.Rotation => 1,
        UnitKind.Position or UnitKind.Vector => 2,
        _ => 3,
    };

    private int PlanHead()
    {
        var states = Rare.Length > 0 ? 2 : 1;
        var hasWide = false;
        foreach (var unit in Units)
        {
            var isWide = !unit.IsFlag && !hasWide;
            var wanted = unit.IsFlag ? 2 : isWide ? 1 + (UnitPlan.WideClasses * (unit.IsRotation ? 2 : 1)) : 1 + UnitPlan.NarrowClasses;
            if (unit.IsRotation && !isWide)
            {
                wanted += UnitPlan.NarrowClasses;
            }

            if (states * wanted <= HeadStatesMax)
            {
                (unit.HeadStates, unit.IsWide) = (wanted, isWide);
                states *= wanted;
                hasWide |= isWide;
            }
        }

        return states;
    }

    private int PlanFeatures()
    {
        var at = CommonFeatures;
        foreach (var unit in Units)
        {
            at = unit.PlaceStatic(at);
        }

        BodyAt = at;
        at += Rotation is null ? 0 : BodyFeatures;
        for (var i = 0; i < Units.Length; i++)
        {
            at = Units[i].PlaceGuess(at);
            if (i == 0)
            {
                HeadEnd = at;
                foreach (var unit in Units)
                {
                    unit.StateAt = at++;
                }
            }

            at = Units[i].PlaceRest(at);
        }

        return at;
    }
}
