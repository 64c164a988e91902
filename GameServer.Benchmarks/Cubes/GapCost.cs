using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;

namespace GameServer.Benchmarks.Cubes;

/// <summary>
/// What it costs to name the entities that changed although they seemed to rest: per class a count, then the gaps between them
/// by a Rice code whose parameter follows from the class's size and count (Golomb, 1966; Rice, 1979).
/// </summary>
internal struct GapCost
{
    private const int CountOrder = 1;

    private long[] gapsOf;
    private int[] lists;
    private List<int>[] gaps;

    /// <summary>One more entity.</summary>
    public void Add(int changeClass, bool changed)
    {
        if (changeClass == 0)
        {
            return;
        }

        gaps ??= [.. Enumerable.Range(0, EntityCodec.ChangeClasses).Select(static _ => new List<int>())];
        gapsOf ??= new long[EntityCodec.ChangeClasses];
        lists ??= new int[EntityCodec.ChangeClasses];
        lists[changeClass]++;
        if (changed)
        {
            gaps[changeClass].Add((int)gapsOf[changeClass]);
            gapsOf[changeClass] = 0;
        }
        else
        {
            gapsOf[changeClass]++;
        }
    }

    /// <summary>Bits of all lists.</summary>
    public readonly int Bits()
    {
        var bits = 0;
        for (var c = 1; c < EntityCodec.ChangeClasses && gaps is not null; c++)
        {
            if (lists[c] == 0)
            {
                continue;
            }

            bits += PrefixCode.BitsOf((uint)gaps[c].Count, CountOrder);
            var best = gaps[c].Count == 0 ? 0 : int.MaxValue;
            var mean = gaps[c].Count == 0 ? 0 : lists[c] / (double)gaps[c].Count;
            var order = Math.Max(0, (int)Math.Round(Math.Log2(Math.Max(1, mean * 0.69))));
            best = gaps[c].Sum(gap => (gap >> order) + 1 + order);
            bits += best;
        }

        return bits;
    }
}
