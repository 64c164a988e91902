using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Protocol.Repairs;

/// <summary>
/// Client to server, with every input datagram for a while after a <see cref="RepairQuestion"/>. It carries an ack of its own: hashes
/// of blocks are of what was held at that ack and no other, so both ends speak of the same instant. After the ack come the hashes,
/// then the rows that were asked for, each as it lies in the client's memory, be it in range or not.
/// </summary>
public static class RepairAnswer
{
    /// <summary>The most hashes of one answer: 400 of its 512 bytes.</summary>
    public const int HashesMax = 200;

    private const int HashCountBits = 8;
    private const int HeadLowBits = 32;
    private const int HeadHighBits = 8;
    private const int ColumnBits = 32;

    /// <summary>The smallest exponent of a block's size with which so many slots fit into one answer.</summary>
    public static int BlockLog2For(int slots)
    {
        var log2 = 0;
        while (Blocks(slots, log2) > HashesMax)
        {
            log2++;
        }

        return log2;
    }

    /// <summary>How many blocks so many slots have.</summary>
    public static int Blocks(int slots, int blockLog2) => (slots + (1 << blockLog2) - 1) >> blockLog2;

    /// <summary>Bits of a row that is held, its name included.</summary>
    public static int RowBits(int stride) => RepairQuestion.SlotBits + LowBits.Count + 1 + HeadLowBits + HeadHighBits + (stride * ColumnBits);

    /// <summary>Writes kind and header; <see cref="WriteHash"/> for each block and <see cref="WriteRow"/> for each row are to follow.</summary>
    public static void WriteHeader(ref BitWriter writer, in AnswerHeader header)
    {
        writer.Write((uint)DatagramKind.Answer, DatagramKinds.Bits);
        writer.Write((uint)header.Sequence, LowBits.Count);
        header.Ack.Write(ref writer);
        writer.Write((uint)header.BlockLog2, RepairQuestion.BlockBits);
        writer.Write((uint)header.Hashes, HashCountBits);
        writer.Write((uint)header.Rows, RepairQuestion.CountBits);
    }

    /// <summary>Reads what follows the kind; false when it is too short or promises more than an answer may have.</summary>
    /// <param name="reader">Positioned behind the kind.</param>
    /// <param name="sequenceAround">The newest input datagram seen.</param>
    /// <param name="sentAround">The newest snapshot datagram sent.</param>
    /// <param name="header">What was read.</param>
    public static bool TryReadHeader(ref BitReader reader, ulong sequenceAround, ulong sentAround, out AnswerHeader header)
    {
        var sequence = LowBits.Complete(reader.Read(LowBits.Count), sequenceAround);
        var ack = AckField.Read(ref reader, sentAround);
        header = new AnswerHeader(sequence, ack, (int)reader.Read(RepairQuestion.BlockBits), (int)reader.Read(HashCountBits), (int)reader.Read(RepairQuestion.CountBits));
        return !reader.IsExhausted && sequence > 0 && header.Hashes <= HashesMax && header.Rows <= RepairQuestion.RowsMax;
    }

    /// <summary>Whether hashes and rows follow the header as it says, and nothing else.</summary>
    public static bool IsWhole(BitReader reader, in AnswerHeader header, int stride)
    {
        reader.Skip(header.Hashes * HashCheck.Bits);
        for (var i = 0; i < header.Rows; i++)
        {
            reader.Skip(RepairQuestion.SlotBits + LowBits.Count);
            if (reader.ReadBit())
            {
                reader.Skip(HeadLowBits + HeadHighBits + (stride * ColumnBits));
            }
        }

        return reader.IsAtEnd();
    }

    /// <summary>Writes the hash of the next block: of the sum of its rows' hashes.</summary>
    public static void WriteHash(ref BitWriter writer, ulong sum) => writer.Write(HashCheck.Of(sum), HashCheck.Bits);

    /// <summary>Reads the next block's hash.</summary>
    public static ushort ReadHash(ref BitReader reader) => (ushort)reader.Read(HashCheck.Bits);

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

    /// <summary>Reads one row as wide as <paramref name="row"/>; false when the bits end.</summary>
    /// <param name="reader">Behind the hashes, or the row before.</param>
    /// <param name="tickAround">The room's tick.</param>
    /// <param name="name">Which row it is said to be.</param>
    /// <param name="head">What its head is said to be; any bits at all, so it is to be compared and no more.</param>
    /// <param name="row">The columns.</param>
    public static bool TryReadRow(ref BitReader reader, Tick tickAround, out RowName name, out ulong head, Span<int> row)
    {
        name = RowName.Read(ref reader, tickAround);
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

        return !reader.IsExhausted;
    }
}

/// <summary>What an answer says before its hashes and rows.</summary>
/// <param name="Sequence">Number of the datagram within the session; input datagrams and answers are counted together.</param>
/// <param name="Ack">The snapshot datagrams that the client has applied.</param>
/// <param name="BlockLog2">A block has 2 to this many slots.</param>
/// <param name="Hashes">How many blocks' hashes follow, from slot 0 on; later blocks are empty.</param>
/// <param name="Rows">How many rows follow them.</param>
public readonly record struct AnswerHeader(ulong Sequence, AckField Ack, int BlockLog2, int Hashes, int Rows);
