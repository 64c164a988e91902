using GameServer.Protocol.Models;

namespace GameServer.Tools.Train.Training;

/// <summary>A split that is still to be decided: which samples come here, and the best question found for them.</summary>
internal sealed record Candidate(int Node, int[] Samples, double Gain, int Feature, int Bin);

/// <summary>
/// Grows a decision tree best split first (Shi, "Best-first decision tree learning", 2007): whoever uses it says what the best split of
/// some samples is and what it gains.
/// </summary>
internal sealed class GrownTree(IReadOnlyList<FeatureColumn> features, Func<int, int[], Candidate> judge)
{
    private sealed class Branch
    {
        public int Feature = -1;
        public int Threshold;
        public int Left;
        public int Right;
        public int Leaf;
    }

    private readonly List<Branch> branches = [new()];

    /// <summary>Samples by leaf.</summary>
    public List<int[]> Leaves { get; } = [];

    public DecisionTree Grow(int[] samples, int leavesMax, double gainMin)
    {
        var open = new List<Candidate> { judge(0, samples) };
        while (open.Count < leavesMax)
        {
            var best = open.MaxBy(static c => c.Gain)!;
            if (best.Feature < 0 || best.Gain < gainMin)
            {
                break;
            }

            open.Remove(best);
            Split(best, open);
        }

        foreach (var candidate in open)
        {
            branches[candidate.Node].Leaf = Leaves.Count;
            Leaves.Add(candidate.Samples);
        }

        return Flatten();
    }

    private void Split(Candidate best, List<Candidate> open)
    {
        var column = features[best.Feature];
        var branch = branches[best.Node];
        (branch.Feature, branch.Threshold) = (best.Feature, column.Threshold(best.Bin));
        (branch.Left, branch.Right) = (branches.Count, branches.Count + 1);
        branches.Add(new Branch());
        branches.Add(new Branch());
        open.Add(judge(branch.Left, [.. best.Samples.Where(i => column.Bins[i] <= best.Bin)]));
        open.Add(judge(branch.Right, [.. best.Samples.Where(i => column.Bins[i] > best.Bin)]));
    }

    private DecisionTree Flatten()
    {
        // Branches are numbered as they were made, parents first; leaves drop out of the numbering.
        var numbers = new int[branches.Count];
        var count = 0;
        for (var i = 0; i < branches.Count; i++)
        {
            numbers[i] = branches[i].Feature >= 0 ? count++ : -1 - branches[i].Leaf;
        }

        var nodes = branches.Where(static b => b.Feature >= 0).Select(b => new TreeNode((short)b.Feature, b.Threshold, (short)numbers[b.Left], (short)numbers[b.Right]));
        return new DecisionTree([.. nodes], Leaves.Count);
    }
}
