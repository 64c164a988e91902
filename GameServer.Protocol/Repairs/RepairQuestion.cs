using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Simulation.Identity;

namespace GameServer.Protocol.Repairs;

/// <summary>
/// Server to client, with every snapshot while the two differ about what the client holds: asks for hashes of blocks of slots, and for
/// the rows of slots that were found to differ. Unreliable and repeated, so a lost one costs a snapshot's time.
/// </summary>
public static class RepairQuestion
{
    /// <summary>The most rows of one question.</summary>
    public const int RowsMax = 4;

    /// <summary>The largest exponent of a block's size.</summary>
    public const int BlockLog2Max = 15;

    /// <summary>Bytes of the longest question.</summary>
    public const int BytesMax = (DatagramKinds.Bits + BlockBits + CountBits + (RowsMax * (SlotBits + LowBits.Count)) + 7) / 8;

    internal const int BlockBits = 4;
    internal const int CountBits = 3;
    internal const int SlotBits = 16;

    /// <summary>Writes kind and question.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="blockLog2">A block has 2 to this many slots; 0 to <see cref="BlockLog2Max"/>.</param>
    /// <param name="rows">The rows asked for, at most <see cref="RowsMax"/>.</param>
    public static void Write(ref BitWriter writer, int blockLog2, scoped ReadOnlySpan<RowName> rows)
    {
        writer.Write((uint)DatagramKind.Question, DatagramKinds.Bits);
        writer.Write((uint)blockLog2, BlockBits);
        writer.Write((uint)rows.Length, CountBits);
        foreach (var row in rows)
        {
            row.Write(ref writer);
        }
    }

    /// <summary>Reads a whole question; false when it is none.</summary>
    /// <param name="reader">Positioned behind the kind.</param>
    /// <param name="tickAround">The newest tick known.</param>
    /// <param name="blockLog2">A block has 2 to this many slots.</param>
    /// <param name="rows">Room for <see cref="RowsMax"/> names.</param>
    /// <param name="count">How many rows are asked for.</param>
    public static bool TryRead(ref BitReader reader, Tick tickAround, out int blockLog2, scoped Span<RowName> rows, out int count)
    {
        blockLog2 = (int)reader.Read(BlockBits);
        count = (int)reader.Read(CountBits);
        if (count > RowsMax)
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
