using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Models;

/// <summary>
/// What is used for records with a rotation as long as nothing was learned: rotations are guessed from their angular velocity or
/// continued from the rows held, and residuals are taken to grow with the baseline's age. Whole numbers alone, so that both ends build the same.
/// </summary>
internal static class BuiltInModel
{
    private const int AgeOctaves = 9;
    private const int AgeFeature = 0;

    public static RecordModel? For(RecordPlan plan) =>
        plan.IsModelled && plan.Units.Any(static u => u.IsRotation)
            ? new RecordModel(2, 16, null, ByAge(octave => Head(plan, octave)), [.. plan.Units.Select(Unit)])
            : null;

    private static UnitModel Unit(UnitPlan unit) => new(
        [.. Enumerable.Range(0, unit.IsFlag ? 0 : unit.IsRotation ? 1 : unit.Parts).Select(_ => Guess(unit))],
        [.. Enumerable.Range(0, UnitModel.Streams).Select(s => UnitModel.IsNeeded(unit, (UnitStream)s) ? Stream(unit, (UnitStream)s) : null)]);

    private static LinearModel? Guess(UnitPlan unit)
    {
        // A velocity's last change is mostly rounding; everything else goes on as it went.
        if (unit.Unit.Kind is UnitKind.Velocity or UnitKind.AngularVelocity or UnitKind.Scalar)
        {
            return null;
        }

        var coefficients = new int[unit.Terms];
        coefficients[unit.IsDriven ? 3 : 0] = 1 << LinearModel.Shift;
        return new LinearModel(DecisionTree.OneLeaf, unit.Terms, coefficients);
    }

    private static SymbolModel Stream(UnitPlan unit, UnitStream stream)
    {
        var symbols = UnitModel.Symbols(unit, stream);
        return stream switch
        {
            UnitStream.Class => ByAge(octave => [.. Enumerable.Range(0, symbols).Select(c => c == UnitModel.SameClass ? 4096 : ClassWeight(unit, octave, c))]),
            UnitStream.Other or UnitStream.LastOther => One([.. Enumerable.Range(0, symbols).Select(static s => s == 0 ? 16 : 4096 >> Math.Min(11, (s - 1) / 4))]),
            _ => One([.. Enumerable.Repeat(16, symbols)]),
        };
    }

    private static int[] Head(RecordPlan plan, int octave)
    {
        var counts = new int[plan.HeadSymbols];
        for (var symbol = 0; symbol < counts.Length; symbol++)
        {
            var weight = 1L << 40;
            var rest = symbol;
            if (plan.Rare.Length > 0)
            {
                weight >>= (rest & 1) * 4;
                rest >>= 1;
            }

            for (var i = plan.Units.Length - 1; i >= 0; i--)
            {
                var unit = plan.Units[i];
                var states = Math.Max(1, unit.HeadStates);
                weight = Math.Max(1, weight * StateWeight(unit, octave, rest % states) >> 13);
                rest /= states;
            }

            counts[symbol] = (int)Math.Max(2, weight >> 20);
        }

        return counts;
    }

    private static int StateWeight(UnitPlan unit, int octave, int state)
    {
        if (unit.HeadStates == 0 || state == 0)
        {
            return 4096;
        }

        if (unit.IsFlag)
        {
            return 256;
        }

        var classes = unit.IsWide ? UnitPlan.WideClasses : UnitPlan.NarrowClasses;
        var isOther = state > classes;
        var residualClass = isOther ? state - classes - 1 : state - 1;
        var weight = residualClass < classes - 1 ? ClassWeight(unit, octave, residualClass) : Enumerable.Range(residualClass, ResidualClass.Escape - residualClass).Sum(c => ClassWeight(unit, octave, c));
        return isOther ? Math.Max(1, weight >> 4) : weight;
    }

    // Two classes to an octave; what has a velocity is off by less.
    private static int ClassWeight(UnitPlan unit, int octave, int residualClass)
    {
        var middle = Math.Max(0, (2 * octave) - (unit.IsDriven ? 3 : 0));
        return Math.Max(8, 4096 >> Math.Min(9, Math.Abs(residualClass - middle) / 2));
    }

    private static SymbolModel One(int[] counts) => new(DecisionTree.OneLeaf, [new SymbolTable(CodeLengths.Of(counts))]);

    private static SymbolModel ByAge(Func<int, int[]> counts)
    {
        // A comb: below 2, below 4, and so on; the last leaf is for everything older.
        var nodes = new TreeNode[AgeOctaves - 1];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = new TreeNode(AgeFeature, 2 << i, (short)(-1 - i), (short)(i + 1 < nodes.Length ? i + 1 : -AgeOctaves));
        }

        return new SymbolModel(new DecisionTree(nodes, AgeOctaves), [.. Enumerable.Range(0, AgeOctaves).Select(octave => new SymbolTable(CodeLengths.Of(counts(octave))))]);
    }
}
