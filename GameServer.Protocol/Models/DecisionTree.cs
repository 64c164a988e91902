namespace GameServer.Protocol.Models;

/// <summary>A node: features below the threshold go left. Children below zero are leaves, -1 - leaf.</summary>
internal readonly record struct TreeNode(short Feature, int Threshold, short Left, short Right);

/// <summary>Finds the leaf that an entity's features belong to. Children stand behind their parent, so every walk ends. Immutable.</summary>
internal sealed class DecisionTree(TreeNode[] nodes, int leaves)
{
    public const int LeavesMax = 512;

    private readonly TreeNode[] nodes = nodes;

    public static DecisionTree OneLeaf { get; } = new([], 1);

    public int Leaves { get; } = leaves;

    public ReadOnlySpan<TreeNode> Nodes => nodes;

    public int Find(ReadOnlySpan<int> features)
    {
        if (nodes.Length == 0)
        {
            return 0;
        }

        var at = 0;
        do
        {
            ref readonly var node = ref nodes[at];
            at = features[node.Feature] < node.Threshold ? node.Left : node.Right;
        }
        while (at >= 0);
        return -1 - at;
    }
}

/// <summary>A linear guess for each leaf of a tree: coefficients in 1/4096, one for each term. Immutable.</summary>
internal sealed class LinearModel(DecisionTree tree, int terms, int[] coefficients)
{
    public const int Shift = 12;

    /// <summary>Coefficients lie within +-2^20, that is +-256.</summary>
    public const int CoefficientMax = 1 << 20;

    public DecisionTree Tree { get; } = tree;

    public int Terms { get; } = terms;

    public ReadOnlySpan<int> Coefficients => coefficients;

    /// <summary>The coefficients of the leaf.</summary>
    public ReadOnlySpan<int> For(ReadOnlySpan<int> features) => coefficients.AsSpan(Tree.Find(features) * Terms, Terms);

    public static int Apply(ReadOnlySpan<int> coefficients, ReadOnlySpan<int> terms)
    {
        long sum = 1 << (Shift - 1);
        for (var i = 0; i < coefficients.Length; i++)
        {
            sum += (long)coefficients[i] * terms[i];
        }

        sum >>= Shift;
        return (int)Math.Max(-(1L << 30), Math.Min(1L << 30, sum));
    }
}
