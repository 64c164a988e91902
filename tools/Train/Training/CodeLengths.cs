using GameServer.Protocol.Models;

namespace GameServer.Tools.Train.Training;

/// <summary>
/// Lengths of a prefix code for counted symbols (Huffman, "A Method for the Construction of Minimum-Redundancy Codes", 1952), limited by lifting small
/// counts until it fits. Symbols seen once or never share the escape, the last symbol.
/// </summary>
internal static class CodeLengths
{
    private const int CountMin = 2;

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

    private static int[] Huffman(double[] weights)
    {
        var parents = new int[(2 * weights.Length) - 1];
        var queue = new PriorityQueue<int, (double, int)>();
        for (var i = 0; i < weights.Length; i++)
        {
            queue.Enqueue(i, (weights[i], i));
        }

        for (var next = weights.Length; next < parents.Length; next++)
        {
            queue.TryDequeue(out var a, out var first);
            queue.TryDequeue(out var b, out var second);
            (parents[a], parents[b]) = (next, next);
            queue.Enqueue(next, (first.Item1 + second.Item1, next));
        }

        var depths = new int[parents.Length];
        for (var i = parents.Length - 2; i >= 0; i--)
        {
            depths[i] = depths[parents[i]] + 1;
        }

        return depths[..weights.Length];
    }
}
