using GameServer.Protocol.Models;
using GameServer.Protocol.Recordings;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Schemas;

namespace GameServer.Tools.Train.Training;

/// <summary>Learns a model file from recordings of one schema: variants for three, two and one row, the common ages in more detail.</summary>
internal sealed class ModelTrainer(Schema schema, int tickRate, TextWriter progress)
{
    private sealed record Plan(int Rows, int AgeMin, int AgeMax, TrainingSizes Sizes, (BaselineAges Ages, int Stride)[] Patterns);

    private static readonly Plan[] Plans =
    [
        new(3, 5, 7, new TrainingSizes(400, 512, 1_000_000), [(new(6, 9, 12), 1)]),
        new(3, 1, 4, new TrainingSizes(40, 100, 400_000), [(new(1, 2, 3), 4), (new(2, 3, 4), 6), (new(3, 6, 9), 7), (new(3, 4, 5), 7), (new(2, 4, 6), 8), (new(4, 6, 8), 8)]),
        new(3, 8, 511, new TrainingSizes(40, 100, 400_000), [(new(9, 12, 15), 6), (new(12, 15, 18), 4), (new(12, 18, 24), 6), (new(24, 27, 30), 8)]),
        new(2, 1, 511, new TrainingSizes(40, 100, 400_000), [(new(6, 9), 2), (new(6, 12), 4), (new(1, 2), 5), (new(2, 4), 6), (new(3, 6), 5), (new(12, 18), 5), (new(24, 30), 10)]),
        new(1, 1, 511, new TrainingSizes(24, 60, 400_000), [(new(6), 3), (new(1), 5), (new(2), 6), (new(3), 6), (new(12), 6), (new(24), 10)]),
    ];

    /// <summary>Returns the model file. Throws <see cref="InvalidDataException"/> when there is nothing to learn from.</summary>
    public byte[] Train(IReadOnlyList<IRecording> recordings, int up, string? only = null)
    {
        var codec = new EntityCodec(schema, tickRate);
        var records = CodecModel.PlansFor(schema);
        var variants = new List<ModelVariant>();
        foreach (var plan in Plans.Take(only is null ? Plans.Length : 1))
        {
            var models = new RecordModel?[records.Length];
            for (var kind = 0; kind < records.Length; kind++)
            {
                var set = records[kind].IsModelled ? SampleSet.Collect(codec, recordings, plan.Patterns, kind, plan.Sizes.SamplesMax) : null;
                if (set is { Coded.Count: > 0 })
                {
                    models[kind] = new RecordTrainer(records[kind], set, plan.Rows, tickRate, plan.Sizes).Train(up);
                    progress.WriteLine($"{plan.Rows} rows, ages {plan.AgeMin}-{plan.AgeMax}, {schema.RecordSpan[kind].Name}: {set.Coded.Count} samples");
                }
            }

            variants.Add(new ModelVariant(plan.Rows, plan.AgeMin, plan.AgeMax, models));
        }

        // Such a file would be a good model, and worse than none.
        if (variants.TrueForAll(static variant => Array.TrueForAll(variant.Records, static record => record is null)))
        {
            throw new InvalidDataException("The recordings have nothing to learn from: no entity is in ticks as far apart as baselines are; record with a snapshot in every tick.");
        }

        return ModelWriter.Write(schema.Hash, records, variants);
    }
}
