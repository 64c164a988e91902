using GameServer.Protocol.Bits;
using GameServer.Protocol.Models;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// Writes and reads one entity, whole or against a baseline row of the same entity. Codes stand alone: the same rows give the
/// same bits for every client. Immutable; any thread.
/// </summary>
public sealed class EntityCodec
{
    /// <summary>How many change classes there are at most.</summary>
    public const int ChangeClasses = 4;

    private const int GenerationBits = 16;
    private const int OwnerBits = 10;

    private readonly RecordCode[] records;
    private readonly int recordBits;

    private readonly ModelledCode? modelled;

    /// <summary>A codec for one schema at one tick rate.</summary>
    /// <param name="schema">What is written.</param>
    /// <param name="tickRate">Ticks per second.</param>
    /// <param name="model">What was learned from recorded matches of this schema, the same on both ends; null for the built-in codes.</param>
    public EntityCodec(Schema schema, int tickRate, CodecModel? model = null)
    {
        Schema = schema;
        recordBits = schema.RecordBits;
        records = [.. schema.Records.Select(record => new RecordCode(record.Columns, tickRate))];
        modelled = (model ?? CodecModel.BuiltIn(schema)) is { } used ? new ModelledCode(used, records, tickRate) : null;
        RowsWanted = modelled?.RowsWanted ?? 1;
        RestClasses = modelled is { TellsRestingApart: true } ? ChangeClasses - 1 : 1;
    }

    /// <summary>What it writes.</summary>
    public Schema Schema { get; }

    /// <summary>How many states of an entity it makes use of, 1 to <see cref="BaselineAges.CountMax"/>; more than these are not worth naming.</summary>
    public int RowsWanted { get; }

    /// <summary>How many of the change classes are of resting entities.</summary>
    public int RestClasses { get; }

    /// <summary>Writes head and columns.</summary>
    public void WriteWhole(ref BitWriter writer, EntityHead head, ReadOnlySpan<int> row)
    {
        writer.Write((uint)head.Kind, recordBits);
        writer.Write(head.Generation, GenerationBits);
        writer.Write(head.Owner.IsSeat);
        if (head.Owner.IsSeat)
        {
            writer.Write((uint)head.Owner.Index, OwnerBits);
        }

        var columns = records[head.Kind].Columns;
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].WriteWhole(ref writer, row[i]);
        }
    }

    /// <summary>Reads head and columns into a row that is zero; false when the bits are no entity of this schema.</summary>
    public bool TryReadWhole(ref BitReader reader, Span<int> row, out EntityHead head)
    {
        var kind = (int)reader.Read(recordBits);
        var generation = (ushort)reader.Read(GenerationBits);
        var owner = reader.ReadBit() ? new SeatId((int)reader.Read(OwnerBits)) : SeatId.None;
        head = new EntityHead(generation, kind, owner);
        if (kind >= records.Length || generation == 0)
        {
            return false;
        }

        var columns = records[kind].Columns;
        for (var i = 0; i < columns.Length; i++)
        {
            if (!columns[i].TryReadWhole(ref reader, out row[i]))
            {
                return false;
            }
        }

        return !reader.IsExhausted;
    }

    /// <summary>
    /// Whether an entity is likely to be as it was: it did not change between the rows held, or with one row alone, it has a
    /// velocity and that is nothing. Such entities are told of by exception. Both ends ask, before anything of the entity is known.
    /// </summary>
    public bool IsAtRest(int kind, in BaselineRows baseline) =>
        baseline.Second.IsEmpty
            ? records[kind].IsStill(baseline.Newest)
            : baseline.Newest.SequenceEqual(baseline.Second) && (baseline.Third.IsEmpty || baseline.Newest.SequenceEqual(baseline.Third));

    /// <summary>
    /// How likely an entity is to have changed since the baseline: 0 for one that is not at rest, whose code is always written; 1 and more for those at rest,
    /// the likeliest first, which a gap list per class tells of by exception.
    /// </summary>
    public int ChangeClass(int kind, in BaselineRows baseline) =>
        !IsAtRest(kind, baseline) ? 0 : modelled is null ? 1 : modelled.RestClass(kind, baseline);

    /// <summary>Whether there is such an entity: memory that has gone bad may hold others.</summary>
    internal bool IsKnown(EntityHead head) => head.IsPresent && head.Kind < records.Length;

    /// <summary>Which of 64 neighbours are at rest by one state of theirs alone; false when one of them is no entity.</summary>
    internal bool TryFindStill(ulong slots, ReadOnlySpan<EntityHead> heads, ReadOnlySpan<int> rows, out ulong still)
    {
        still = 0;
        for (; slots != 0; slots &= slots - 1)
        {
            var at = BitMath.LowestBit(slots);
            if (!IsKnown(heads[at]))
            {
                return false;
            }

            still |= records[heads[at].Kind].IsStill(rows.Slice(at * Schema.Stride, Schema.Stride)) ? 1UL << at : 0;
        }

        return true;
    }

    /// <summary>Whether codes against such a baseline are a model's.</summary>
    internal bool IsModelled(int kind, in BaselineRows baseline) => modelled is not null && modelled.IsFor(kind, baseline);

    /// <summary>
    /// The same as <see cref="TryReadDelta"/> for those of 64 neighbours that come first and are all of one kind, when no model is for them. They are taken out
    /// of <paramref name="slots"/>.
    /// </summary>
    /// <param name="reader">Where from.</param>
    /// <param name="slots">Whose codes follow, a bit each.</param>
    /// <param name="kind">Record kind of the first.</param>
    /// <param name="heads">Who all of them are.</param>
    /// <param name="baselines">Their baselines, side by side.</param>
    /// <param name="rows">Copies of these, to be changed.</param>
    /// <param name="age">The baselines' age.</param>
    internal bool TryReadDeltas(ref BitReader reader, ref ulong slots, int kind, ReadOnlySpan<EntityHead> heads, ReadOnlySpan<int> baselines, Span<int> rows, int age)
    {
        var same = slots;
        for (var rest = slots; rest != 0; rest &= rest - 1)
        {
            if (heads[BitMath.LowestBit(rest)].Kind != kind)
            {
                same ^= rest;
                break;
            }
        }

        slots ^= same;
        return records[kind].TryReadDeltas(ref reader, same, baselines, rows, Schema.Stride, age);
    }

    /// <summary>Writes what changed since the baseline; also that nothing did.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kind">Record kind of all rows.</param>
    /// <param name="baseline">Rows that the client holds.</param>
    /// <param name="row">The row of now.</param>
    public void WriteDelta(ref BitWriter writer, int kind, in BaselineRows baseline, ReadOnlySpan<int> row)
    {
        if (modelled is not null && modelled.TryWrite(ref writer, kind, baseline, row))
        {
            return;
        }

        records[kind].WriteDelta(ref writer, baseline.Newest, row, baseline.Ages.Age);
    }

    /// <summary>Reads what <see cref="WriteDelta"/> wrote; false when the bits lead out of a column's range.</summary>
    public bool TryReadDelta(ref BitReader reader, int kind, in BaselineRows baseline, Span<int> row)
    {
        if (IsModelled(kind, baseline))
        {
            return modelled!.TryRead(ref reader, kind, baseline, row);
        }

        return records[kind].TryReadDelta(ref reader, baseline.Newest, row, baseline.Ages.Age);
    }
}
