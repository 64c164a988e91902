using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;

namespace GameServer.Replication;

/// <summary>
/// Writes what a snapshot tells, as one datagram or several that can each be used without the others. They lie behind one another in the batch's
/// reserve and are not part of the batch before they are put there. Scratch of a shard.
/// </summary>
internal sealed class DatagramWriter(PieceWriter codes, SnapshotBatch batch)
{
    private readonly int[] lengths = new int[SlotSplit.PartsMax];
    private readonly int[] ends = new int[SlotSplit.PartsMax];

    /// <summary>What all datagrams written last come to.</summary>
    public int Bytes { get; private set; }

    /// <summary>Of the datagram that is sent as the first, second and so on.</summary>
    public int LengthOf(int index) => lengths[index];

    /// <summary>Writes all pieces; false when a datagram cannot take its part of them, or the allowance is not enough.</summary>
    /// <param name="pieces">Cut where the split divides them.</param>
    /// <param name="split">Into which datagrams, and in which order they go.</param>
    /// <param name="said">The header, with the number of the first datagram.</param>
    /// <param name="allowance">What they may cost.</param>
    public bool TryWrite(PieceList pieces, in SlotSplit split, SnapshotHeader said, in Allowance allowance)
    {
        for (int part = 0, first = 0; part < split.Parts; part++)
        {
            first = ends[part] = part + 1 < split.Parts ? pieces.CutAt(split.EndOf(part), first) : pieces.Count;
        }

        var space = batch.Reserve(split.Parts * allowance.DatagramBytesMax);
        var wireLeft = allowance.WireBytes;
        Bytes = 0;
        for (var index = 0; index < split.Parts; index++)
        {
            var (part, bytesMax) = (split.PartSent(index), Math.Min(allowance.DatagramBytesMax, wireLeft - ByteBudget.HeaderBytes));
            if (bytesMax <= 0)
            {
                return false;
            }

            var writer = new BitWriter(space.Slice(Bytes, bytesMax));
            said.Write(ref writer);
            WriteRuns(ref writer, pieces, part == 0 ? 0 : ends[part - 1], ends[part]);
            if (writer.IsExhausted)
            {
                return false;
            }

            lengths[index] = writer.Finish();
            Bytes += lengths[index];
            wireLeft -= lengths[index] + ByteBudget.HeaderBytes;
            said = said with { Sequence = said.Sequence + 1 };
        }

        return true;
    }

    private void WriteRuns(ref BitWriter writer, PieceList pieces, int first, int last)
    {
        var end = 0;
        var ages = default(BaselineAges);
        for (var i = first; i < last;)
        {
            var parts = pieces.RunAt(i);
            var run = Piece.RunOf(parts);
            run.Write(ref writer, end, ages);
            codes.Write(ref writer, parts, pieces.Slots);
            end = parts[^1].End;
            ages = run.Kind == RunKind.Delta ? run.Ages : ages;
            i += parts.Length;
        }

        writer.Write(false);
    }
}
