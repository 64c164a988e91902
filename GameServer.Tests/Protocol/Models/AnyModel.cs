using GameServer.Protocol.Models;
using GameServer.Simulation.Schemas;

namespace GameServer.Tests.Protocol.Models;

/// <summary>Random models that are valid: trees that ask for anything they may, wild coefficients, codes of any shape.</summary>
internal static class AnyModel
{
    public static byte[] Bytes(Schema schema, Random random)
    {
        var plans = CodecModel.PlansFor(schema);
        var variants = new ModelVariant[random.Next(1, 5)];
        for (var i = 0; i < variants.Length; i++)
        {
            var records = plans.Select(plan => plan.IsModelled && random.Next(8) > 0 ? Record(plan, random) : null).ToArray();
            variants[i] = new ModelVariant(random.Next(1, 4), random.Next(1, 8), random.Next(8, 600), records);
        }

        // The last one is for whatever is left.
        variants[^1] = variants[^1] with { Rows = 1, AgeMin = 1, AgeMax = 600 };
        return ModelWriter.Write(schema.Hash, plans, variants);
    }

    /// <summary>Lengths of a complete code over some of the symbols and the escape, which is the last.</summary>
    public static byte[] Lengths(int symbols, Random random)
    {
        var lengths = new byte[symbols + 1];
        List<byte> leaves = [0];
        var wanted = Math.Min(symbols + 1, random.Next(1, 40));
        while (leaves.Count < wanted)
        {
            var i = random.Next(leaves.Count);
            if (leaves[i] < SymbolTable.LengthMax)
            {
                leaves[i]++;
                leaves.Add(leaves[i]);
            }
        }

        if (leaves.Count == 1)
        {
            leaves = [1, 1];
        }

        lengths[^1] = leaves[0];
        var others = Enumerable.Range(0, symbols).OrderBy(_ => random.Next()).ToArray();
        for (var i = 1; i < leaves.Count; i++)
        {
            lengths[others[i - 1]] = leaves[i];
        }

        return lengths;
    }

    private static RecordModel Record(RecordPlan plan, Random random)
    {
        var rest = random.Next(2) == 0 ? null : Rest(plan, random);
        var units = plan.Units.Select(unit => new UnitModel(
            [.. Enumerable.Range(0, unit.IsFlag ? 0 : unit.IsRotation ? 1 : unit.Parts).Select(_ => random.Next(4) == 0 ? null : Linear(plan, unit, random))],
            [.. Enumerable.Range(0, UnitModel.Streams).Select(s => UnitModel.IsNeeded(unit, (UnitStream)s) ? Symbols(UnitModel.FeatureEnd(unit, (UnitStream)s), UnitModel.Symbols(unit, (UnitStream)s), random) : null)]));
        return new RecordModel(random.Next(3), random.Next(0, 1 << 12), rest, Symbols(plan.HeadEnd, plan.HeadSymbols, random), [.. units]);
    }

    private static RestModel Rest(RecordPlan plan, Random random)
    {
        var tree = Tree([.. Enumerable.Range(0, plan.Columns)], random);
        return new RestModel(tree, [.. Enumerable.Range(0, tree.Leaves).Select(_ => (byte)random.Next(1, 4))]);
    }

    private static LinearModel Linear(RecordPlan plan, UnitPlan unit, Random random)
    {
        var tree = Tree([.. Enumerable.Range(0, unit.GuessAt).Where(f => plan.IsForGuesses(f, unit))], random);
        var scale = random.Next(3) == 0 ? LinearModel.CoefficientMax : 1 << LinearModel.Shift;
        return new LinearModel(tree, unit.Terms, [.. Enumerable.Range(0, tree.Leaves * unit.Terms).Select(_ => random.Next(-scale, scale + 1))]);
    }

    private static SymbolModel Symbols(int featureEnd, int symbols, Random random)
    {
        var tree = Tree([.. Enumerable.Range(0, featureEnd)], random);
        return new SymbolModel(tree, [.. Enumerable.Range(0, tree.Leaves).Select(_ => new SymbolTable(Lengths(symbols, random)))]);
    }

    private static DecisionTree Tree(int[] features, Random random)
    {
        // Each node's left child is the next node or a leaf; its right child a later node or a leaf.
        var nodes = new TreeNode[features.Length == 0 ? 0 : random.Next(6)];
        for (var i = 0; i < nodes.Length; i++)
        {
            var threshold = random.Next(3) == 0 ? random.Next() : random.Next(-20, 20);
            nodes[i] = new TreeNode((short)features[random.Next(features.Length)], threshold, Child(i, nodes.Length, random), Child(i, nodes.Length, random));
        }

        return new DecisionTree(nodes, nodes.Length + 1);
    }

    private static short Child(int parent, int nodes, Random random) =>
        (short)(parent + 1 < nodes && random.Next(3) > 0 ? random.Next(parent + 1, nodes) : -1 - random.Next(nodes + 1));
}
