using GameServer.Protocol.Models;

namespace GameServer.Tools.Train.Training;

/// <summary>Parts resting entities into classes by how likely they are to change, from the columns of their newest row.</summary>
internal static class RestTrainer
{
    private const int LeavesMax = 16;

    public static RestModel? Train(SampleSet set, int columns)
    {
        var count = set.Resting.Count;
        if (count < 1000)
        {
            return null;
        }

        var features = new FeatureColumn[columns];
        var changed = new ushort[count];
        for (var c = 0; c < columns; c++)
        {
            var values = new int[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = set.Resting[i].Sample.Baseline.Newest[c];
                changed[i] = set.Resting[i].Changed ? (ushort)1 : (ushort)0;
            }

            features[c] = new FeatureColumn(values);
        }

        var grown = new SymbolTrainer(features, static _ => true, changed, 2).Grow([.. Enumerable.Range(0, count)], LeavesMax, out var leaves);
        var rates = leaves.Select(leaf => leaf.Count(i => changed[i] == 1) / (double)leaf.Length).ToArray();
        var overall = changed.Sum(static c => c) / (double)count;
        return new RestModel(grown, [.. rates.Select(rate => (byte)(rate > 3 * overall ? 1 : rate > overall / 2 ? 2 : 3))]);
    }
}
