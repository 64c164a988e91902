using GameServer.Tools.Simulator.Matches;

namespace GameServer.Tools.Simulator.Runs;

/// <summary>One number of all the bytes that reach the players of a match, in their order.</summary>
internal sealed class Fingerprint<TInput, TAvatar>
    where TInput : struct
    where TAvatar : struct
{
    private readonly SortedDictionary<int, ulong> sums = [];

    public ulong Value => sums.Aggregate(14695981039346656037UL, static (all, sum) => Add(all, sum.Value));

    public void Follow(SimulatedPlayer<TInput, TAvatar> player) => player.Link.Delivered = datagram =>
    {
        var sum = Add(sums.GetValueOrDefault(player.Index), (ulong)datagram.Length);
        foreach (var value in datagram)
        {
            sum = Add(sum, value);
        }

        sums[player.Index] = sum;
    };

    // FNV-1a: a step per byte.
    private static ulong Add(ulong sum, ulong value) => unchecked((sum ^ value) * 1099511628211);
}
