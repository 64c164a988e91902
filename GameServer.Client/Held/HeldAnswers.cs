using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Repairs;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Client.Held;

/// <summary>
/// Answers what the server asks about what is held, with every input for a while after a question: the next question may be lost.
/// The rows that it asks for lie in the history at the ticks it names, also when newer ones have come. Owned by the client's thread.
/// </summary>
internal sealed class HeldAnswers(HeldState held, int stride)
{
    // Inputs that are followed by an answer after a question: at least as many as go by between two snapshots of a slow room.
    private const int AnswersPerQuestion = 12;

    private readonly RowName[] wanted = new RowName[RepairQuestion.RowsMax];
    private int wantedCount;
    private int blockLog2;
    private int answersDue;

    /// <summary>Whether the next input is to be followed by an answer.</summary>
    public bool IsDue => answersDue > 0;

    /// <summary>Takes in a question; false when the bits are none.</summary>
    public bool TryAsk(ref BitReader reader, Tick newest)
    {
        Span<RowName> rows = stackalloc RowName[RepairQuestion.RowsMax];
        if (!RepairQuestion.TryRead(ref reader, newest, out var log2, rows, out var count))
        {
            return false;
        }

        rows[..count].CopyTo(wanted);
        (blockLog2, wantedCount, answersDue) = (log2, count, AnswersPerQuestion);
        return true;
    }

    /// <summary>
    /// Writes hashes and rows of this moment beside the ack of this moment. Rows and hashes take turns where both are wanted, since they do
    /// not fit together.
    /// </summary>
    public int Write(Span<byte> datagram, ulong sequence, AckField ack)
    {
        answersDue--;
        var blocks = Math.Min(RepairAnswer.HashesMax, RepairAnswer.Blocks(held.SlotCount, blockLog2));
        var isAboutRows = wantedCount > 0 && sequence % 2 == 0;
        var rows = isAboutRows ? Math.Min(wantedCount, RowsThatFit(datagram.Length)) : 0;
        var writer = new BitWriter(datagram);
        RepairAnswer.WriteHeader(ref writer, new AnswerHeader(sequence, ack, blockLog2, isAboutRows ? 0 : blocks, rows));
        for (var block = 0; block < blocks && !isAboutRows; block++)
        {
            RepairAnswer.WriteHash(ref writer, HashOf(block << blockLog2, (block + 1) << blockLog2));
        }

        for (var i = 0; i < rows; i++)
        {
            held.TryGet(wanted[i].Slot, wanted[i].Tick, out var head, out var row);
            RepairAnswer.WriteRow(ref writer, wanted[i], row.IsEmpty ? EntityHead.None : head, row);
        }

        return writer.Finish();
    }

    private int RowsThatFit(int bytes)
    {
        const int headerBits = 128; // 112 at most.
        return ((bytes * 8) - headerBits) / RepairAnswer.RowBits(stride);
    }

    private ulong HashOf(int first, int end)
    {
        var sum = 0UL;
        for (var slot = first; slot < Math.Min(end, held.SlotCount); slot++)
        {
            if (held.TryGetNewest(slot, out _, out var head, out var row))
            {
                sum = unchecked(sum + Mix.Row(slot, head.Bits, row));
            }
        }

        return sum;
    }
}
