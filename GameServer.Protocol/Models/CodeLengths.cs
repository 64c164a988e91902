namespace GameServer.Protocol.Models;

/// <summary>
/// Lengths of a prefix code for counted symbols (Huffman, "A Method for the Construction of Minimum-Redundancy Codes", 1952), limited by lifting small
/// counts until it fits. Symbols seen once or never share the escape, the last symbol.
/// </summary>
internal static class CodeLengths
{
    private const int CountMin = 2;

    // A code of the greatest length for what is a little rarer still costs less than to escape and to name it.
    private const double RareShare = 0.7;

    public static byte[] Of(int[] counts)
    {
        var used = Enumerable.Range(0, counts.Length).Where(i => counts[i] >= CountMin).ToArray();
        var weights = used.Select(i => (double)counts[i]).Append(0.5 + counts.Where(static c => c < CountMin).Sum()).ToArray();
        var lengths = new byte[counts.Length + 1];
        if (used.Length == 0)
        {
            // Nothing is known: half of the code for a symbol that may be the one, half for all others.
            (lengths[0], lengths[^1]) = (1, 1);
            return lengths;
        }

        var found = Limited(weights);
        for (var i = 0; i < used.Length; i++)
        {
            lengths[used[i]] = found[i];
        }

        lengths[^1] = found[^1];
        return lengths;
    }

    /// <summary>The same for weights, the escape's the last: what is too rare for the longest code shares the escape.</summary>
    public static byte[] Of(double[] weights)
    {
        var least = weights.Sum() / (1 << SymbolTable.LengthMax) * RareShare;
        var used = Enumerable.Range(0, weights.Length - 1).Where(i => weights[i] >= least).ToArray();
        var lengths = new byte[weights.Length];
        var found = Limited([.. used.Select(i => weights[i]), weights[^1] + weights[..^1].Where(w => w < least).Sum()]);
        for (var i = 0; i < used.Length; i++)
        {
            lengths[used[i]] = found[i];
        }

        lengths[^1] = found[^1];
        return lengths;
    }

    private static byte[] Limited(double[] weights)
    {
        for (var floor = weights.Max() / (1 << SymbolTable.LengthMax); ; floor *= 1.5)
        {
            var lengths = Huffman([.. weights.Select(w => Math.Max(w, floor))]);
            if (lengths.Max() <= SymbolTable.LengthMax)
            {
                return [.. lengths.Select(static l => (byte)l)];
            }
        }
    }

    // With sorted weights the two smallest are always at the head of one of two queues (van Leeuwen, 1976).
    private static int[] Huffman(double[] weights)
    {
        var count = weights.Length;
        var order = Enumerable.Range(0, count).OrderBy(i => weights[i]).ThenBy(static i => i).ToArray();
        var sums = new double[(2 * count) - 1];
        var parents = new int[sums.Length];
        for (var i = 0; i < count; i++)
        {
            sums[i] = weights[order[i]];
        }

        int leaf = 0, inner = count;
        for (var next = count; next < sums.Length; next++)
        {
            for (var child = 0; child < 2; child++)
            {
                var taken = leaf < count && (inner >= next || sums[leaf] <= sums[inner]) ? leaf++ : inner++;
                sums[next] += sums[taken];
                parents[taken] = next;
            }
        }

        var depths = new int[sums.Length];
        for (var i = sums.Length - 2; i >= 0; i--)
        {
            depths[i] = depths[parents[i]] + 1;
        }

        var lengths = new int[count];
        for (var i = 0; i < count; i++)
        {
            lengths[order[i]] = depths[i];
        }

        return lengths;
    }
}
