using System.Numerics;
using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>Measures runs and writes them: the run's header is the caller's, this is what stands behind it. Scratch of a shard.</summary>
internal sealed class PieceWriter(TickCodes codes)
{
    // Codes are copied one by one, unless at least so many neighbours would go together.
    private const int FewOthers = 4;

    private const int ScatteredAtOnce = 8;

    private ushort[] scattered = new ushort[64];
    private int scatteredCount;
    private int[] gaps = new int[16];
    private int gapCount;
    private int resting;
    private int passed;

    /// <summary>Bits behind the run's header.</summary>
    /// <param name="run">Pieces that are one run.</param>
    /// <param name="slots">The slots that are told of; a piece is of those between its ends.</param>
    public int BitsOf(ReadOnlySpan<Piece> run, SlotSet slots)
    {
        if (run[0].Kind == RunKind.Leave)
        {
            return 0;
        }

        var bits = 0;
        for (var changeClass = 1; run[0].Kind == RunKind.Delta && changeClass <= codes.RestClasses; changeClass++)
        {
            FindWoken(run, slots, changeClass);
            bits += WakeList.BitsOf(resting, gaps.AsSpan(0, gapCount));
        }

        foreach (ref readonly var piece in run)
        {
            bits += CodeBits(piece, slots);
        }

        return bits;
    }

    /// <summary>Writes what stands behind the run's header.</summary>
    public void Write(ref BitWriter writer, ReadOnlySpan<Piece> run, SlotSet slots)
    {
        if (run[0].Kind == RunKind.Leave)
        {
            return;
        }

        for (var changeClass = 1; run[0].Kind == RunKind.Delta && changeClass <= codes.RestClasses; changeClass++)
        {
            FindWoken(run, slots, changeClass);
            WakeList.Write(ref writer, resting, gaps.AsSpan(0, gapCount));
        }

        foreach (ref readonly var piece in run)
        {
            WriteCodes(ref writer, piece, slots);
        }
    }

    private int CodeBits(in Piece piece, SlotSet slots)
    {
        if (piece.Own > 0)
        {
            return codes.Own(piece.Own).Bits;
        }

        var bits = 0;
        for (var word = piece.First >> 6; word << 6 < piece.End; word++)
        {
            var (rest, others) = CodesOf(piece, slots, word);
            while (rest != 0)
            {
                var (begin, end) = NextStretch(piece.Table!, word, others, ref rest);
                bits += end - begin;
            }
        }

        return bits;
    }

    private void WriteCodes(ref BitWriter writer, in Piece piece, SlotSet slots)
    {
        if (piece.Own > 0)
        {
            ref readonly var own = ref codes.Own(piece.Own);
            writer.Copy(codes.OwnBytes, own.Begin, own.Bits);
            return;
        }

        // Blocks made one after the other lie side by side: what goes together is copied at once. Of the two there is never something waiting at a time.
        var (begin, end) = (0, 0);
        scatteredCount = 0;
        for (var word = piece.First >> 6; word << 6 < piece.End; word++)
        {
            var (rest, others) = CodesOf(piece, slots, word);
            if (others != 0 && BitMath.Count(rest) < FewOthers * (1 + BitMath.Count(others)))
            {
                writer.Copy(codes.Bytes, begin, end - begin);
                begin = end = 0;
                Scatter(word, rest);
                continue;
            }

            WriteScattered(ref writer, piece.Table!);
            while (rest != 0)
            {
                var stretch = NextStretch(piece.Table!, word, others, ref rest);
                if (stretch.Begin != end)
                {
                    writer.Copy(codes.Bytes, begin, end - begin);
                    begin = stretch.Begin;
                }

                end = stretch.End;
            }
        }

        writer.Copy(codes.Bytes, begin, end - begin);
        WriteScattered(ref writer, piece.Table!);
    }

    // Several at a time, whether there are so many or not: a processor foresees how often it goes round, not each bit.
    private void Scatter(int word, ulong slots)
    {
        var count = scatteredCount;
        scatteredCount += BitMath.Count(slots);
        if (scattered.Length < scatteredCount + ScatteredAtOnce)
        {
            Array.Resize(ref scattered, BitMath.PowerOfTwoAtLeast(scatteredCount + ScatteredAtOnce));
        }

        while (slots != 0)
        {
            var next = scattered.AsSpan(count, ScatteredAtOnce);
            for (var i = 0; i < next.Length; i++)
            {
                next[i] = (ushort)((word << 6) + BitMath.LowestBit(slots));
                slots &= slots - 1;
            }

            count += ScatteredAtOnce;
        }
    }

    private void WriteScattered(ref BitWriter writer, CodeTable table)
    {
        if (scatteredCount > 0)
        {
            writer.CopyEach(codes.Bytes, table.Places, scattered.AsSpan(0, scatteredCount));
            scatteredCount = 0;
        }
    }

    // Which of 64 slots' codes are the piece's, and which are others'.
    private (ulong Own, ulong Others) CodesOf(in Piece piece, SlotSet slots, int word)
    {
        var told = slots.Word(word);
        if (told == 0)
        {
            return (0, 0);
        }

        told &= SlotSet.Mask(word, piece.First, piece.End);
        var written = codes.Block(piece.Table!, word).Written;
        return (told & written, written & ~told);
    }

    // Takes off the codes up to the next of another. They lie side by side: those in between have no bits.
    private static (int Begin, int End) NextStretch(CodeTable table, int word, ulong others, ref ulong rest)
    {
        if (others == 0)
        {
            rest = 0;
            return (table[word].Begin, table[word].End);
        }

        var lowest = rest & (0 - rest);
        var behind = others & (0 - lowest);
        var stretch = rest & ((behind & (0 - behind)) - 1);
        rest &= ~stretch;
        var places = table.Places.Slice(word << 6, CodeBlock.Slots);
        return (places[BitMath.LowestBit(lowest)].Begin, places[BitOperations.Log2(stretch)].End);
    }

    private void FindWoken(ReadOnlySpan<Piece> run, SlotSet slots, int changeClass)
    {
        resting = gapCount = passed = 0;
        foreach (ref readonly var piece in run)
        {
            if (piece.Own > 0)
            {
                ref readonly var own = ref codes.Own(piece.Own);
                AddResting(own.Block.Resting(changeClass), own.Block.Woken & own.Block.Resting(changeClass));
                continue;
            }

            for (var word = piece.First >> 6; word << 6 < piece.End && piece.Table!.Rests(changeClass); word++)
            {
                if (slots.Word(word) is not 0 and var told)
                {
                    told &= SlotSet.Mask(word, piece.First, piece.End);
                    ref readonly var block = ref codes.Block(piece.Table, word);
                    var restingHere = block.Resting(changeClass) & told;
                    AddResting(restingHere, block.Woken & restingHere);
                }
            }
        }
    }

    private void AddResting(ulong restingHere, ulong wokenHere)
    {
        for (var woken = wokenHere; woken != 0; woken &= woken - 1)
        {
            var below = (woken & (0 - woken)) - 1;
            var place = resting + BitMath.Count(restingHere & below);
            Note(place - passed);
            passed = place + 1;
        }

        resting += BitMath.Count(restingHere);
    }

    private void Note(int gap)
    {
        if (gapCount == gaps.Length)
        {
            Array.Resize(ref gaps, gapCount * 2);
        }

        gaps[gapCount++] = gap;
    }
}
