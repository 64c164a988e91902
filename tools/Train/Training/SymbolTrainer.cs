using GameServer.Protocol.Models;

namespace GameServer.Tools.Train.Training;

/// <summary>Finds the contexts of one stream of symbols, and a prefix code for each: splits where it saves most bits of entropy.</summary>
internal sealed class SymbolTrainer(IReadOnlyList<FeatureColumn> features, Func<int, bool> isAllowed, ushort[] symbols, int symbolCount)
{
    private const int SamplesMin = 200;
    private const double GainMin = 60;
    private const double BitsPerSymbolUsed = 4;

    private readonly int[] allowed = [.. Enumerable.Range(0, features.Count).Where(isAllowed)];

    public SymbolModel Train(int[] samples, int leavesMax)
    {
        if (samples.Length == 0)
        {
            return new SymbolModel(DecisionTree.OneLeaf, [new SymbolTable(CodeLengths.Of(new int[symbolCount]))]);
        }

        var tree = Grow(samples, leavesMax, out var leaves);
        return new SymbolModel(tree, [.. leaves.Select(leaf => new SymbolTable(CodeLengths.Of(Counts(leaf))))]);
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

    private Candidate Judge(int node, int[] samples)
    {
        if (samples.Length < 2 * SamplesMin)
        {
            return new Candidate(node, samples, 0, -1, 0);
        }

        var counts = Counts(samples);
        var cost = Cost(counts, samples.Length);
        var found = new (double Gain, int Bin)[allowed.Length];
        Parallel.For(0, allowed.Length, i => found[i] = Best(features[allowed[i]], samples, counts, cost));
        var best = Enumerable.Range(0, allowed.Length).MaxBy(i => found[i].Gain);
        return allowed.Length == 0 || found[best].Gain <= 0 ? new Candidate(node, samples, 0, -1, 0) : new Candidate(node, samples, found[best].Gain, allowed[best], found[best].Bin);
    }

    private (double Gain, int Bin) Best(FeatureColumn column, int[] samples, int[] counts, double cost)
    {
        if (column.Count < 2)
        {
            return (0, 0);
        }

        var table = new int[column.Count * symbolCount];
        foreach (var i in samples)
        {
            table[(column.Bins[i] * symbolCount) + symbols[i]]++;
        }

        var (left, right) = (new int[symbolCount], (int[])counts.Clone());
        var below = 0;
        var best = (Gain: 0.0, Bin: 0);
        for (var bin = 0; bin < column.Count - 1; bin++)
        {
            var moved = 0;
            for (var s = 0; s < symbolCount; s++)
            {
                var count = table[(bin * symbolCount) + s];
                moved += count;
                left[s] += count;
                right[s] -= count;
            }

            below += moved;
            if (moved > 0 && below >= SamplesMin && samples.Length - below >= SamplesMin)
            {
                var gain = cost - Cost(left, below) - Cost(right, samples.Length - below);
                best = gain > best.Gain ? (gain, bin) : best;
            }
        }

        return best;
    }
}
