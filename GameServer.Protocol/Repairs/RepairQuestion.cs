using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Identity;

namespace GameServer.Protocol.Repairs;

/// <summary>
/// Server to client, beside each snapshot until it is answered: asks for the hashes of all blocks as they were when an input datagram was
/// written whose hash differed, or for some rows. Unreliable and repeated, so a lost one costs a snapshot's time.
/// </summary>
public static class RepairQuestion
{
    /// <summary>The most rows of one question.</summary>
    public const int RowsMax = 4;

    /// <summary>Bytes of the longest question.</summary>
    public const int BytesMax = (DatagramKinds.Bits + 1 + CountBits + (RowsMax * (SlotBits + LowBits.Count)) + 7) / 8;

    internal const int CountBits = 3;
    internal const int SlotBits = 16;

    /// <summary>Asks for the hashes that went into the hash of input datagram <paramref name="sequence"/>.</summary>
    public static void WriteAboutBlocks(ref BitWriter writer, ulong sequence)
    {
        writer.Write((uint)DatagramKind.Question, DatagramKinds.Bits);
        writer.Write(false);
        writer.Write((uint)sequence, LowBits.Count);
    }

    /// <summary>Asks for rows, 1 to <see cref="RowsMax"/> of them.</summary>
    public static void WriteAboutRows(ref BitWriter writer, scoped ReadOnlySpan<RowName> rows)
    {
        writer.Write((uint)DatagramKind.Question, DatagramKinds.Bits);
        writer.Write(true);
        writer.Write((uint)rows.Length, CountBits);
        foreach (var row in rows)
        {
            row.Write(ref writer);
        }
    }

    /// <summary>Reads a whole question; false when it is none.</summary>
    /// <param name="reader">Positioned behind the kind.</param>
    /// <param name="sequenceAround">The newest input datagram written.</param>
    /// <param name="tickAround">The newest tick known.</param>
    /// <param name="sequence">The input datagram whose blocks are asked for; 0 when rows are.</param>
    /// <param name="rows">Room for <see cref="RowsMax"/> names.</param>
    /// <param name="count">How many rows are asked for.</param>
    public static bool TryRead(ref BitReader reader, ulong sequenceAround, Tick tickAround, out ulong sequence, scoped Span<RowName> rows, out int count)
    {
        (sequence, count) = (0, 0);
        if (!reader.ReadBit())
        {
            sequence = LowBits.Complete(reader.Read(LowBits.Count), sequenceAround);
            return reader.IsAtEnd() && sequence > 0;
        }

        count = (int)reader.Read(CountBits);
        if (count is 0 or > RowsMax)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            rows[i] = RowName.Read(ref reader, tickAround);
        }

        return reader.IsAtEnd();
    }
}

/// <summary>A slot's row at one tick.</summary>
/// <param name="Slot">0 to 65,535.</param>
/// <param name="Tick">The tick that the row is of.</param>
public readonly record struct RowName(int Slot, Tick Tick)
{
    internal void Write(ref BitWriter writer)
    {
        writer.Write((uint)Slot, RepairQuestion.SlotBits);
        writer.Write(Tick.Number, LowBits.Count);
    }

    internal static RowName Read(ref BitReader reader, Tick tickAround)
    {
        var slot = (int)reader.Read(RepairQuestion.SlotBits);
        return new RowName(slot, new Tick(LowBits.Complete(reader.Read(LowBits.Count), tickAround.Number)));
    }
}
