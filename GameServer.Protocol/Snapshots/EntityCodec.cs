using GameServer.Protocol.Bits;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Schemas;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// Writes and reads one entity, whole or against a baseline row of the same entity. Codes stand alone: the same rows give the
/// same bits for every client. Immutable; any thread.
/// </summary>
public sealed class EntityCodec
{
    private const int GenerationBits = 16;
    private const int OwnerBits = 10;

    private readonly ColumnCode[][] records;
    private readonly bool[] hasRare;
    private readonly int recordBits;

    /// <summary>A codec for one schema at one tick rate.</summary>
    public EntityCodec(Schema schema, int tickRate)
    {
        Schema = schema;
        recordBits = schema.RecordBits;
        records = [.. schema.Records.Select(record => record.Columns.Select(column => new ColumnCode(column, tickRate)).ToArray())];
        hasRare = [.. records.Select(columns => columns.Any(c => c.IsRare))];
    }

    /// <summary>What it writes.</summary>
    public Schema Schema { get; }

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

        var columns = records[head.Kind];
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

        var columns = records[kind];
        for (var i = 0; i < columns.Length; i++)
        {
            if (!columns[i].TryReadWhole(ref reader, out row[i]))
            {
                return false;
            }
        }

        return !reader.IsExhausted;
    }

    /// <summary>Writes what changed since a baseline row of the same entity.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kind">Record kind of both rows.</param>
    /// <param name="baseline">The row that the client holds.</param>
    /// <param name="row">The row of now.</param>
    /// <param name="age">Ticks between them, 1 to <see cref="Run.AgeMax"/>.</param>
    public void WriteDelta(ref BitWriter writer, int kind, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int age)
    {
        var columns = records[kind];
        var rare = hasRare[kind] && AnyRareChanged(columns, baseline, row);
        if (hasRare[kind])
        {
            writer.Write(rare);
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (rare || !columns[i].IsRare)
            {
                columns[i].WriteDelta(ref writer, row[i], baseline, row, i, age);
            }
        }
    }

    /// <summary>Reads what <see cref="WriteDelta"/> wrote; false when the bits lead out of a column's range.</summary>
    public bool TryReadDelta(ref BitReader reader, int kind, ReadOnlySpan<int> baseline, Span<int> row, int age)
    {
        baseline.CopyTo(row);
        var columns = records[kind];
        var rare = hasRare[kind] && reader.ReadBit();
        for (var i = 0; i < columns.Length; i++)
        {
            if ((rare || !columns[i].IsRare) && !columns[i].TryReadDelta(ref reader, baseline, row, i, age, out row[i]))
            {
                return false;
            }
        }

        return !reader.IsExhausted;
    }

    private static bool AnyRareChanged(ColumnCode[] columns, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].IsRare && baseline[i] != row[i])
            {
                return true;
            }
        }

        return false;
    }
}
