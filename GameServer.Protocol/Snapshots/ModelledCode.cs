using System.Runtime.InteropServices;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Models;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// Entity codes by a trained model: chooses the models for a baseline's age and number of rows, and adds the columns that change
/// rarely in the built-in way. Immutable; any thread.
/// </summary>
internal sealed class ModelledCode
{
    private readonly CodecModel model;
    private readonly RecordCode[] records;
    private readonly int tickRate;
    private readonly bool turns; // The built-in model has learned nothing of any way round.
    private readonly sbyte[] variants = new sbyte[BaselineAges.CountMax * (Run.AgeMax + 1)];

    public ModelledCode(CodecModel model, RecordCode[] records, int tickRate)
    {
        (this.model, this.records, this.tickRate, turns) = (model, records, tickRate, model.Hash != 0);
        for (var rows = 1; rows <= BaselineAges.CountMax; rows++)
        {
            for (var age = 0; age <= Run.AgeMax; age++)
            {
                variants[((rows - 1) * (Run.AgeMax + 1)) + age] = (sbyte)model.VariantFor(rows, age);
            }
        }
    }

    /// <summary>The most rows that any of its models uses.</summary>
    public int RowsWanted => model.Variants.Max(static variant => variant.Rows);

    /// <summary>Whether any of its models has classes of resting entities.</summary>
    public bool TellsRestingApart => model.Variants.Any(static variant => variant.Records.Any(static record => record?.Rest is not null));

    /// <summary>Whether such codes are the model's.</summary>
    public bool IsFor(int kind, in BaselineRows baseline) => Find(kind, baseline, out _) is not null;

    /// <summary>Which of the classes of resting entities one belongs to, 1 to 3; its columns alone decide.</summary>
    public int RestClass(int kind, in BaselineRows baseline) => Find(kind, baseline, out _) is { Rest: { } rest } ? rest.For(baseline.Newest) : 1;

    /// <summary>Writes a code; false when the model has nothing for such a record or baseline.</summary>
    public bool TryWrite(ref BitWriter writer, int kind, in BaselineRows baseline, ReadOnlySpan<int> row)
    {
        if (Find(kind, baseline, out var rowsUsed) is not { } record)
        {
            return false;
        }

        var plan = model.Plans[kind];
        Span<int> memory = stackalloc int[EntityGuess.MemoryFor(plan)];
        memory.Clear();
        var rareChanged = HasRareChange(plan, baseline.Newest, row);
        var coder = new SymbolCoder(writer);
        var entity = new EntityGuess(plan, record, tickRate, Unscoped(memory));
        var rows = History(baseline, rowsUsed);
        if (!turns || plan.Rotation is null)
        {
            ModelCode.Write(ref coder, ref entity, rows, row, rareChanged);
        }
        else
        {
            Span<int> turned = stackalloc int[BodyFrame.RowsTurned * plan.Columns];
            var frame = new BodyFrame(plan, record.Up, rows);
            var turnedRow = Unscoped(turned[..plan.Columns]);
            frame.Turn(row, turnedRow);
            ModelCode.Write(ref coder, ref entity, frame.Turn(rows, Unscoped(turned[plan.Columns..])), turnedRow, rareChanged);
        }

        writer = coder.Writer;
        if (rareChanged)
        {
            var columns = records[kind].Columns;
            foreach (var i in plan.Rare)
            {
                columns[i].WriteDelta(ref writer, columns[i].Residual(baseline.Newest, row, i, baseline.Ages.Age), row[i], ColumnCode.LineOf(baseline.Ages.Age) + ColumnCode.NothingBefore);
            }
        }

        return true;
    }

    /// <summary>Reads what <see cref="TryWrite"/> wrote; only after <see cref="IsFor"/>.</summary>
    public bool TryRead(ref BitReader reader, int kind, in BaselineRows baseline, Span<int> row)
    {
        var record = Find(kind, baseline, out var rowsUsed)!;
        var plan = model.Plans[kind];
        Span<int> memory = stackalloc int[EntityGuess.MemoryFor(plan)];
        memory.Clear();
        var coder = new SymbolCoder(reader);
        var entity = new EntityGuess(plan, record, tickRate, Unscoped(memory));
        var rows = History(baseline, rowsUsed);
        bool isRow, rareChanged;
        if (!turns || plan.Rotation is null)
        {
            isRow = ModelCode.TryRead(ref coder, ref entity, rows, row, out rareChanged);
        }
        else
        {
            Span<int> turned = stackalloc int[BodyFrame.RowsTurned * plan.Columns];
            var frame = new BodyFrame(plan, record.Up, rows);
            var turnedRow = Unscoped(turned[..plan.Columns]);
            isRow = ModelCode.TryRead(ref coder, ref entity, frame.Turn(rows, Unscoped(turned[plan.Columns..])), turnedRow, out rareChanged);
            if (isRow)
            {
                frame.TurnBack(turnedRow, row);
            }
        }

        reader = coder.Reader;
        if (!isRow)
        {
            return false;
        }

        var columns = records[kind].Columns;
        foreach (var i in plan.Rare)
        {
            if (!rareChanged)
            {
                row[i] = baseline.Newest[i];
            }
            else if (!columns[i].TryReadDelta(ref reader, baseline.Newest, row, i, baseline.Ages.Age, ColumnCode.LineOf(baseline.Ages.Age) + ColumnCode.NothingBefore, out row[i], out _))
            {
                return false;
            }
        }

        return !reader.IsExhausted;
    }

    // The compiler cannot know that neither coder nor guess outlives the caller's frame, where both are locals beside the memory.
    private static Span<int> Unscoped(scoped Span<int> memory) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(memory), memory.Length);

    private static RowHistory History(scoped in BaselineRows baseline, int rowsUsed) => new(
        baseline.Newest,
        rowsUsed > 1 ? baseline.Second : default,
        rowsUsed > 2 ? baseline.Third : default,
        baseline.Ages.Age,
        baseline.Ages.Second,
        baseline.Ages.Third);

    private static bool HasRareChange(RecordPlan plan, ReadOnlySpan<int> before, ReadOnlySpan<int> row)
    {
        foreach (var i in plan.Rare)
        {
            if (before[i] != row[i])
            {
                return true;
            }
        }

        return false;
    }

    private RecordModel? Find(int kind, in BaselineRows baseline, out int rowsUsed)
    {
        var rows = baseline.Second.IsEmpty ? 1 : baseline.Third.IsEmpty ? 2 : 3;
        var variant = variants[((rows - 1) * (Run.AgeMax + 1)) + baseline.Ages.Age];
        rowsUsed = variant < 0 ? 0 : model.Variants[variant].Rows;
        return variant < 0 ? null : model.Variants[variant].Records[kind];
    }
}
