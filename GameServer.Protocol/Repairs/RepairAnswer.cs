using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Protocol.Repairs;

/// <summary>
/// Client to server, one for each <see cref="RepairQuestion"/>: the hashes of all blocks at the moment that was asked about, or
/// rows, each as it lies in the client's memory, be it in range or not.
/// </summary>
public static class RepairAnswer
{
    private const int HashCountBits = 8;
    private const int HeadLowBits = 32;
    private const int HeadHighBits = 8;
    private const int ColumnBits = 32;
    private const int NameBits = RepairQuestion.SlotBits + LowBits.Count;

    /// <summary>Begins an answer with hashes; <see cref="WriteHash"/> for each block is to follow.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="sequence">The input datagram whose hash they went into.</param>
    /// <param name="blocks">How many there are; blocks beyond are empty.</param>
    public static void BeginBlocks(ref BitWriter writer, ulong sequence, int blocks)
    {
        writer.Write((uint)DatagramKind.Answer, DatagramKinds.Bits);
        writer.Write(false);
        writer.Write((uint)sequence, LowBits.Count);
        writer.Write((uint)blocks, HashCountBits);
    }

    /// <summary>Begins an answer with rows; <see cref="WriteRow"/> for each is to follow.</summary>
    public static void BeginRows(ref BitWriter writer, int rows)
    {
        writer.Write((uint)DatagramKind.Answer, DatagramKinds.Bits);
        writer.Write(true);
        writer.Write((uint)rows, RepairQuestion.CountBits);
    }

    /// <summary>How many rows of this width fit into an answer of so many bytes.</summary>
    public static int RowsThatFit(int bytes, int stride) =>
        ((bytes * 8) - DatagramKinds.Bits - 1 - RepairQuestion.CountBits) / (NameBits + 1 + HeadLowBits + HeadHighBits + (stride * ColumnBits));

    /// <summary>Writes the hash of the next block: of the sum of its rows' hashes.</summary>
    public static void WriteHash(ref BitWriter writer, ushort hash) => writer.Write(hash, HashCheck.Bits);

    /// <summary>Writes one row.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The row that was asked for.</param>
    /// <param name="head">The head that is held, or none.</param>
    /// <param name="row">Every column of the schema's stride; not looked at when there is no head.</param>
    public static void WriteRow(ref BitWriter writer, RowName name, EntityHead head, ReadOnlySpan<int> row)
    {
        name.Write(ref writer);
        writer.Write(head.IsPresent);
        if (!head.IsPresent)
        {
            return;
        }

        writer.Write(unchecked((uint)head.Bits), HeadLowBits);
        writer.Write((uint)(head.Bits >> HeadLowBits), HeadHighBits);
        foreach (var column in row)
        {
            writer.Write(unchecked((uint)column), ColumnBits);
        }
    }

    /// <summary>Reads what comes before the hashes or rows; false when all of it together is no answer. Nothing that follows can fail then.</summary>
    /// <param name="reader">Positioned behind the kind, then before the first hash or row.</param>
    /// <param name="sequenceAround">The newest input datagram seen.</param>
    /// <param name="stride">Columns of a row.</param>
    /// <param name="sequence">The input datagram whose blocks follow; 0 when rows do.</param>
    /// <param name="count">How many hashes or rows follow.</param>
    public static bool TryBegin(ref BitReader reader, ulong sequenceAround, int stride, out ulong sequence, out int count)
    {
        var isAboutRows = reader.ReadBit();
        sequence = isAboutRows ? 0 : LowBits.Complete(reader.Read(LowBits.Count), sequenceAround);
        count = (int)reader.Read(isAboutRows ? RepairQuestion.CountBits : HashCountBits);
        var rest = reader;
        if (!isAboutRows)
        {
            rest.Skip(count * HashCheck.Bits);
            return sequence > 0 && count <= RepairBlocks.CountMax && rest.IsAtEnd();
        }

        for (var i = 0; i < count; i++)
        {
            rest.Skip(NameBits);
            if (rest.ReadBit())
            {
                rest.Skip(HeadLowBits + HeadHighBits + (stride * ColumnBits));
            }
        }

        return count <= RepairQuestion.RowsMax && rest.IsAtEnd();
    }

    /// <summary>Reads the next block's hash.</summary>
    public static ushort ReadHash(ref BitReader reader) => (ushort)reader.Read(HashCheck.Bits);

    /// <summary>Reads one row as wide as <paramref name="row"/>.</summary>
    /// <param name="reader">Before the row.</param>
    /// <param name="tickAround">The room's tick.</param>
    /// <param name="row">The columns; zeros when nothing is held.</param>
    /// <param name="head">What its head is said to be, 0 when nothing is held; any bits at all, so it is to be compared and no more.</param>
    public static RowName ReadRow(ref BitReader reader, Tick tickAround, Span<int> row, out ulong head)
    {
        var name = RowName.Read(ref reader, tickAround);
        head = 0;
        row.Clear();
        if (reader.ReadBit())
        {
            head = reader.Read(HeadLowBits);
            head |= (ulong)reader.Read(HeadHighBits) << HeadLowBits;
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = unchecked((int)reader.Read(ColumnBits));
            }
        }

        return name;
    }
}
