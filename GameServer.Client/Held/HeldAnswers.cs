using GameServer.Protocol.Bits;
using GameServer.Protocol.Repairs;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Client.Held;

/// <summary>
/// Hashes what is held for each input datagram and remembers the hashes of the blocks, so that the server, when it finds that they differ, can ask
/// which. Answers such questions. Owned by the client's thread.
/// </summary>
internal sealed class HeldAnswers(HeldState held, int stride)
{
    // At 60 Hz a second: a question that takes longer is of no use to the server either.
    private const int RememberedMax = 64;

    private readonly ulong[] sequences = new ulong[RememberedMax];
    private readonly ushort[]?[] blocks = new ushort[RememberedMax][];
    private readonly int[] counts = new int[RememberedMax];
    private readonly RowName[] wanted = new RowName[RepairQuestion.RowsMax];
    private ulong askedAbout;
    private int wantedCount;

    /// <summary>Whether there is a question to answer.</summary>
    public bool IsDue { get; private set; }

    /// <summary>The check of everything held, to go with an input datagram.</summary>
    public ushort HashFor(ulong sequence)
    {
        var place = (int)(sequence % RememberedMax);
        var count = RepairBlocks.Count(held.SlotCount);
        if (blocks[place] is not { } hashes || hashes.Length < count)
        {
            blocks[place] = hashes = new ushort[count];
        }

        var all = 0UL;
        for (var block = 0; block < count; block++)
        {
            var sum = held.SumOf(RepairBlocks.First(block), RepairBlocks.End(block, held.SlotCount));
            hashes[block] = HashCheck.Of(sum);
            all = unchecked(all + sum);
        }

        (sequences[place], counts[place]) = (sequence, count);
        return HashCheck.Of(all);
    }

    /// <summary>Takes in a question; false when the bits are none.</summary>
    public bool TryAsk(ref BitReader reader, ulong newestSequence, Tick newest)
    {
        Span<RowName> rows = stackalloc RowName[RepairQuestion.RowsMax];
        if (!RepairQuestion.TryRead(ref reader, newestSequence, newest, out var sequence, rows, out var count))
        {
            return false;
        }

        rows[..count].CopyTo(wanted);
        (askedAbout, wantedCount) = (sequence, count);
        IsDue = count > 0 || sequences[sequence % RememberedMax] == sequence;
        return true;
    }

    /// <summary>Answers the question asked last and returns the datagram's length.</summary>
    public int Write(Span<byte> datagram)
    {
        IsDue = false;
        var writer = new BitWriter(datagram);
        if (wantedCount > 0)
        {
            WriteRows(ref writer, Math.Min(wantedCount, RepairAnswer.RowsThatFit(datagram.Length, stride)));
            return writer.Finish();
        }

        var place = (int)(askedAbout % RememberedMax);
        RepairAnswer.BeginBlocks(ref writer, askedAbout, counts[place]);
        for (var block = 0; block < counts[place]; block++)
        {
            RepairAnswer.WriteHash(ref writer, blocks[place]![block]);
        }

        return writer.Finish();
    }

    private void WriteRows(ref BitWriter writer, int count)
    {
        RepairAnswer.BeginRows(ref writer, count);
        for (var i = 0; i < count; i++)
        {
            held.TryGet(wanted[i].Slot, wanted[i].Tick, out var head, out var row);
            RepairAnswer.WriteRow(ref writer, wanted[i], row.IsEmpty ? EntityHead.None : head, row);
        }
    }
}
