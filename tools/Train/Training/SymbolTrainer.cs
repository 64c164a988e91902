using GameServer.Protocol.Models;

namespace GameServer.Tools.Train.Training;

/// <summary>Finds the contexts of one stream of symbols, and a prefix code for each: splits where it saves most bits of entropy.</summary>
internal sealed class SymbolTrainer(IReadOnlyList<FeatureColumn> features, Func<int, bool> isAllowed, ushort[] symbols, int symbolCount)
{
    private const int SamplesMin = 100;
    private const double GainMin = 30;
    private const double BitsPerSymbolUsed = 2;

    private const int JudgedMax = 60_000;

    private readonly int[] allowed = [.. Enumerable.Range(0, features.Count).Where(isAllowed)];

    public SymbolModel Train(int[] samples, int leavesMax)
    {
        if (samples.Length == 0)
        {
            return new SymbolModel(DecisionTree.OneLeaf, [new SymbolTable(CodeLengths.Of(new int[symbolCount]))]);
        }

        var tree = Grow(samples, leavesMax, out var leaves);
        return new SymbolModel(tree, [.. Smoothed(tree, [.. leaves.Select(leaf => Counts(leaf).Select(static c => (double)c).Append(0).ToArray())]).Select(weights => new SymbolTable(CodeLengths.Of(weights)))]);
    }

    public DecisionTree Grow(int[] samples, int leavesMax, out List<int[]> leaves)
    {
        var grown = new GrownTree(features, Judge);
        var tree = grown.Grow(samples, leavesMax, GainMin);
        leaves = grown.Leaves;
        return tree;
    }

    private static double Cost(ReadOnlySpan<int> counts, int total)
    {
        var cost = total * Log2(total);
        foreach (var count in counts)
        {
            cost -= count == 0 ? 0 : (count * Log2(count)) - BitsPerSymbolUsed;
        }

        return cost;
    }

    private static double Log2(int value) => value < Logs.Length ? Logs[value] : Math.Log2(value);

    private static readonly double[] Logs = [.. Enumerable.Range(0, 1 << 16).Select(static i => i == 0 ? 0 : Math.Log2(i))];

    private int[] Counts(int[] samples)
    {
        var counts = new int[symbolCount];
        foreach (var i in samples)
        {
            counts[symbols[i]]++;
        }

        return counts;
    }

    // What a leaf has not seen, its parent may have: a node's shares are its own counts, and its parent's shares once for each symbol that it has seen
    // itself (Witten and Bell, 1991, method C), for a place that saw many kinds of symbols will see others.
    private static double[][] Smoothed(DecisionTree tree, double[][] leaves)
    {
        var nodes = tree.Nodes.Length;
        double[][] weights = [.. new double[nodes][], .. leaves];
        int Place(int child) => child >= 0 ? child : nodes - 1 - child;
        for (var i = nodes - 1; i >= 0; i--)
        {
            weights[i] = [.. weights[Place(tree.Nodes[i].Left)].Zip(weights[Place(tree.Nodes[i].Right)], static (l, r) => l + r)];
        }

        // By the symbols seen once, so many are likely to be still unseen (Good, 1953).
        weights[0][^1] = 0.5 + weights[0].Count(static w => w == 1);
        for (var i = 0; i < nodes; i++)
        {
            Inherit(weights[i], weights[Place(tree.Nodes[i].Left)]);
            Inherit(weights[i], weights[Place(tree.Nodes[i].Right)]);
        }

        return weights[nodes..];
    }

    private static void Inherit(double[] parent, double[] child)
    {
        var share = child.Count(static w => w > 0) / parent.Sum();
        for (var s = 0; s < child.Length; s++)
        {
            child[s] += share * parent[s];
        }
    }

    private Candidate Judge(int node, int[] samples)
    {
        if (samples.Length < 2 * SamplesMin)
        {
            return new Candidate(node, samples, 0, -1, 0);
        }

        // Most nodes see few of the symbols.
        var seen = new int[symbolCount];
        Array.Fill(seen, -1);
        var kinds = 0;
        var judged = samples.Length <= JudgedMax ? samples : [.. Enumerable.Range(0, JudgedMax).Select(i => samples[(int)((long)i * samples.Length / JudgedMax)])];
        var own = new int[judged.Length];
        for (var i = 0; i < judged.Length; i++)
        {
            ref var kind = ref seen[symbols[judged[i]]];
            kind = kind < 0 ? kinds++ : kind;
            own[i] = kind;
        }

        var counts = new int[kinds];
        foreach (var kind in own)
        {
            counts[kind]++;
        }

        var share = judged.Length / (double)samples.Length;
        var cost = Cost(counts, judged.Length);
        var found = new (double Gain, int Bin)[allowed.Length];
        Parallel.For(0, allowed.Length, i => found[i] = Best(features[allowed[i]], judged, own, counts, cost, SamplesMin * share));
        var best = Enumerable.Range(0, allowed.Length).MaxBy(i => found[i].Gain);
        return allowed.Length == 0 || found[best].Gain <= 0 ? new Candidate(node, samples, 0, -1, 0) : new Candidate(node, samples, found[best].Gain / share, allowed[best], found[best].Bin);
    }

    private static (double Gain, int Bin) Best(FeatureColumn column, int[] samples, int[] own, int[] counts, double cost, double samplesMin)
    {
        if (column.Count < 2)
        {
            return (0, 0);
        }

        var kinds = counts.Length;
        var table = new int[column.Count * kinds];
        for (var i = 0; i < samples.Length; i++)
        {
            table[(column.Bins[samples[i]] * kinds) + own[i]]++;
        }

        var (left, right) = (new int[kinds], (int[])counts.Clone());
        var below = 0;
        var best = (Gain: 0.0, Bin: 0);
        for (var bin = 0; bin < column.Count - 1; bin++)
        {
            var moved = 0;
            for (var s = 0; s < kinds; s++)
            {
                var count = table[(bin * kinds) + s];
                moved += count;
                left[s] += count;
                right[s] -= count;
            }

            below += moved;
            if (moved > 0 && below >= samplesMin && samples.Length - below >= samplesMin)
            {
                var gain = cost - Cost(left, below) - Cost(right, samples.Length - below);
                best = gain > best.Gain ? (gain, bin) : best;
            }
        }

        return best;
    }
}
