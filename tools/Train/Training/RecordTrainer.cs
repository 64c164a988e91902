using GameServer.Protocol.Models;

namespace GameServer.Tools.Train.Training;

/// <summary>How large a model may grow, and from how many samples; more are thinned out evenly.</summary>
internal readonly record struct TrainingSizes(int GuessLeaves, int ContextLeaves, int SamplesMax);

/// <summary>
/// Learns one record kind for one variant: first the guesses, unit by unit in the order of the wire, for a later unit is guessed from
/// what is known of earlier ones; then, with all guesses in place, the contexts and codes of every stream of symbols.
/// </summary>
internal sealed class RecordTrainer(RecordPlan plan, SampleSet set, int rows, int tickRate, TrainingSizes sizes) : ISymbolObserver
{
    private const ushort NoSymbol = ushort.MaxValue;

    private readonly int[] all = [.. Enumerable.Range(0, set.Coded.Count)];
    private readonly Dictionary<(int Unit, UnitStream Stream), ushort[]> symbols = [];
    private int observed;

    public RecordModel Train(int up)
    {
        var model = new RecordModel(up, HalfSize16(up), RestTrainer.Train(set, plan.Columns), null!, [.. plan.Units.Select(static unit => new UnitModel(new LinearModel?[unit.IsFlag ? 0 : unit.IsRotation ? 1 : unit.Parts], new SymbolModel?[UnitModel.Streams]))]);
        foreach (var unit in plan.Units.Where(static u => !u.IsFlag))
        {
            var features = Features(model, unit);
            var allowed = Enumerable.Range(0, unit.GuessAt).Where(f => plan.IsForGuesses(f, unit)).ToArray();
            for (var i = 0; i < model.Units[unit.Index].Guesses.Length; i++)
            {
                model.Units[unit.Index].Guesses[i] = Guess(model, unit, i, features, allowed);
            }
        }

        return Contexts(model);
    }

    public void Saw(int unit, UnitStream stream, int symbol, int rawBits)
    {
        if (!symbols.TryGetValue((unit, stream), out var own))
        {
            own = new ushort[all.Length];
            Array.Fill(own, NoSymbol);
            symbols.Add((unit, stream), own);
        }

        own[observed] = (ushort)symbol;
    }

    private RowHistory History(Sample sample)
    {
        var baseline = sample.Baseline;
        return new RowHistory(baseline.Newest, rows > 1 ? baseline.Second : default, rows > 2 ? baseline.Third : default, baseline.Ages.Age, baseline.Ages.Second, baseline.Ages.Third);
    }

    // The rows as the codec sees them: turned into the body's frame.
    private RowHistory History(Sample sample, int up, int[] turned, out ReadOnlySpan<int> row)
    {
        var history = History(sample);
        row = sample.Row;
        if (plan.Rotation is null)
        {
            return history;
        }

        var frame = new BodyFrame(plan, up, history);
        frame.Turn(row, turned.AsSpan(0, plan.Columns));
        row = turned.AsSpan(0, plan.Columns);
        return frame.Turn(history, turned.AsSpan(plan.Columns));
    }

    // Resting bodies stand flat on the ground more often than not: how high their centre is then, over what a unit box would have.
    private int HalfSize16(int up)
    {
        if (plan.Rotation is not { } rotation)
        {
            return 0;
        }

        var heights = new List<double>();
        foreach (var (sample, changed) in set.Resting.Where(static r => !r.Changed).Take(200_000))
        {
            heights.Add(16384.0 * sample.Row[plan.Position!.First + up] / Math.Max(1, new BodyMatrix(rotation.Scale.Of(sample.Row)).Support(up)));
        }

        if (heights.Count == 0)
        {
            heights.AddRange(set.Coded.Select(sample => 16384.0 * sample.Row[plan.Position!.First + up] / Math.Max(1, new BodyMatrix(rotation.Scale.Of(sample.Row)).Support(up))));
        }

        heights.Sort();
        return heights.Count == 0 ? 16 : (int)Math.Clamp(16 * heights[heights.Count / 4], 16, 1 << 20);
    }

    private FeatureColumn[] Features(RecordModel model, UnitPlan? before)
    {
        var count = before?.GuessAt ?? plan.FeatureCount;
        var values = new int[count][];
        for (var f = 0; f < count; f++)
        {
            values[f] = new int[all.Length];
        }

        Parallel.For(0, 2, half =>
        {
            var memory = new int[EntityGuess.MemoryFor(plan)];
            var turned = new int[BodyFrame.RowsTurned * plan.Columns];
            for (var i = half; i < all.Length; i += 2)
            {
                Array.Clear(memory);
                var entity = new EntityGuess(plan, model, tickRate, memory);
                var history = History(set.Coded[i], model.Up, turned, out var row);
                entity.Begin(history);
                foreach (var unit in plan.Units)
                {
                    if (unit == before)
                    {
                        entity.Guess(unit, history, row);
                        break;
                    }

                    ModelCode.Judge(ref entity, unit, history, row);
                }

                for (var f = 0; f < count; f++)
                {
                    values[f][i] = entity.Features[f];
                }
            }
        });
        return Binned(values);
    }

    private static FeatureColumn[] Binned(int[][] values)
    {
        var columns = new FeatureColumn[values.Length];
        Parallel.For(0, values.Length, f =>
        {
            columns[f] = new FeatureColumn(values[f]);
            values[f] = [];
        });
        return columns;
    }

    private LinearModel Guess(RecordModel model, UnitPlan unit, int part, FeatureColumn[] features, int[] allowed)
    {
        var components = unit.IsRotation ? 4 : 1;
        var terms = Enumerable.Range(0, components).Select(_ => Enumerable.Range(0, unit.Terms).Select(_ => new float[all.Length]).ToArray()).ToArray();
        var targets = Enumerable.Range(0, components).Select(_ => new float[all.Length]).ToArray();
        var isUsed = new bool[all.Length];
        var memory = new int[EntityGuess.MemoryFor(plan)];
        var found = new int[unit.Terms];
        var turned = new int[BodyFrame.RowsTurned * plan.Columns];
        for (var i = 0; i < all.Length; i++)
        {
            Array.Clear(memory);
            var entity = new EntityGuess(plan, model, tickRate, memory);
            var history = History(set.Coded[i], model.Up, turned, out var row);
            entity.Begin(history);
            foreach (var earlier in plan.Units.TakeWhile(u => u != unit))
            {
                ModelCode.Judge(ref entity, earlier, history, row);
            }

            isUsed[i] = unit.IsDriven || !row.Slice(unit.Unit.First, unit.Unit.Count).SequenceEqual(history.Newest.Slice(unit.Unit.First, unit.Unit.Count));
            for (var c = 0; c < components; c++)
            {
                if (unit.IsRotation)
                {
                    entity.RotationTerms(unit, c, history, row, found);
                    targets[c][i] = unit.Scale.Of(row).Near(entity.Start)[c] - entity.Start[c];
                }
                else
                {
                    entity.PartTerms(unit, part, history, row, found);
                    targets[c][i] = 16 * ModelCode.Difference(unit, row[unit.First + part], history.Newest[unit.First + part]);
                }

                for (var t = 0; t < found.Length; t++)
                {
                    terms[c][t][i] = found[t];
                }
            }
        }

        // What one step is: a sixteenth is the unit of columns, and a rotation's step so much of 2^15.
        var units = unit.IsRotation ? 16.0 * (1 << 10) / Math.Max(1, unit.Scale.Difference16(1 << 10)) / 2 : 16;
        return new LinearTrainer(features, allowed, terms, targets, units).Train([.. all.Where(i => isUsed[i])], sizes.GuessLeaves);
    }

    private RecordModel Contexts(RecordModel model)
    {
        var values = new int[plan.FeatureCount][];
        for (var f = 0; f < values.Length; f++)
        {
            values[f] = new int[all.Length];
        }

        var memory = new int[EntityGuess.MemoryFor(plan)];
        var turned = new int[BodyFrame.RowsTurned * plan.Columns];
        for (observed = 0; observed < all.Length; observed++)
        {
            Array.Clear(memory);
            var entity = new EntityGuess(plan, model, tickRate, memory);
            var coder = new SymbolCoder(this);
            var history = History(set.Coded[observed], model.Up, turned, out var row);
            ModelCode.Write(ref coder, ref entity, history, row, HasRareChange(set.Coded[observed]));
            for (var f = 0; f < values.Length; f++)
            {
                values[f][observed] = entity.Features[f];
            }
        }

        var features = Binned(values);
        var head = Stream(features, (-1, UnitStream.Class), plan.HeadEnd, plan.HeadSymbols);
        foreach (var unit in plan.Units)
        {
            for (var stream = UnitStream.Class; stream <= UnitStream.Largest; stream++)
            {
                if (UnitModel.IsNeeded(unit, stream))
                {
                    model.Units[unit.Index].StreamModels[(int)stream] = Stream(features, (unit.Index, stream), UnitModel.FeatureEnd(unit, stream), UnitModel.Symbols(unit, stream));
                }
            }
        }

        return model with { Head = head };
    }

    private bool HasRareChange(in Sample sample)
    {
        foreach (var i in plan.Rare)
        {
            if (sample.Row[i] != sample.Baseline.Newest[i])
            {
                return true;
            }
        }

        return false;
    }

    private SymbolModel Stream(FeatureColumn[] features, (int Unit, UnitStream Stream) key, int featureEnd, int count)
    {
        var own = symbols.GetValueOrDefault(key) ?? new ushort[all.Length];
        var samples = symbols.ContainsKey(key) ? all.Where(i => own[i] != NoSymbol).ToArray() : [];
        return new SymbolTrainer(features, f => f < featureEnd, own, count).Train(samples, sizes.ContextLeaves);
    }
}
