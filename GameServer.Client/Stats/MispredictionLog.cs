using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Client.Stats;

/// <summary>Which fields were predicted wrongly: the last few, and how often each. Bounded; written on the client's thread.</summary>
internal sealed class MispredictionLog
{
    /// <summary>How many are kept one by one.</summary>
    public const int LastMax = 64;

    private readonly Queue<Misprediction> last = new(LastMax);
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Misprediction> Last => last;

    public IReadOnlyDictionary<string, long> Counts => counts;

    public static string[] NamesOf(RecordKind? record) =>
        record is null ? [] : Array.ConvertAll(record.Columns, column => $"{record.Name}.{column.Name}");

    /// <summary>Notes every column in which two rows differ, from the given one on.</summary>
    public void Compare(Tick tick, string[] names, ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual, int from = 0)
    {
        for (var i = from; i < names.Length; i++)
        {
            if (predicted[i] != actual[i])
            {
                Add(new Misprediction(tick, names[i], predicted[i], actual[i]));
            }
        }
    }

    private void Add(in Misprediction misprediction)
    {
        if (last.Count == LastMax)
        {
            last.Dequeue();
        }

        last.Enqueue(misprediction);
        counts.TryGetValue(misprediction.Field, out var count);
        counts[misprediction.Field] = count + 1;
    }
}
