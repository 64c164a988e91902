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

    private readonly RecordCode[] records;
    private readonly int recordBits;

    /// <summary>A codec for one schema at one tick rate.</summary>
    public EntityCodec(Schema schema, int tickRate)
    {
        Schema = schema;
        recordBits = schema.RecordBits;
        records = [.. schema.Records.Select(record => new RecordCode(record.Columns, tickRate))];
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

    /// <summary>Writes what changed since a baseline row of the same entity.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="kind">Record kind of both rows.</param>
    /// <param name="baseline">The row that the client holds.</param>
    /// <param name="row">The row of now.</param>
    /// <param name="age">Ticks between them, 1 to <see cref="Run.AgeMax"/>.</param>
    public void WriteDelta(ref BitWriter writer, int kind, ReadOnlySpan<int> baseline, ReadOnlySpan<int> row, int age)
    {
        var record = records[kind];
        var rare = record.HasRareChange(baseline, row);
        if (record.HasRare)
        {
            writer.Write(rare);
        }

        var columns = record.Columns;
        foreach (var i in rare ? record.All : record.Common)
        {
            columns[i].WriteDelta(ref writer, row[i], baseline, row, i, age);
        }
    }

    /// <summary>Reads what <see cref="WriteDelta"/> wrote; false when the bits lead out of a column's range.</summary>
    public bool TryReadDelta(ref BitReader reader, int kind, ReadOnlySpan<int> baseline, Span<int> row, int age)
    {
        var record = records[kind];
        var rare = record.HasRare && reader.ReadBit();
        if (!rare)
        {
            record.CopyRare(baseline, row);
        }

        var columns = record.Columns;
        foreach (var i in rare ? record.All : record.Common)
        {
            if (!columns[i].TryReadDelta(ref reader, baseline, row, i, age, out row[i]))
            {
                return false;
            }
        }

        return !reader.IsExhausted;
    }
}
