using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>Measures runs and writes them: the run's header is the caller's, this is what stands behind it. Scratch of a shard.</summary>
internal sealed class PieceWriter(TickCodes codes)
{
    private int[] gaps = new int[16];
    private int gapCount;
    private int resting;
    private int passed;

    /// <summary>Bits behind the run's header.</summary>
    public int BitsOf(ReadOnlySpan<Piece> run)
    {
        if (run[0].Kind == RunKind.Leave)
        {
            return 0;
        }

        var bits = 0;
        for (var changeClass = 1; run[0].Kind == RunKind.Delta && changeClass <= codes.RestClasses; changeClass++)
        {
            FindWoken(run, changeClass);
            bits += WakeList.BitsOf(resting, gaps.AsSpan(0, gapCount));
        }

        foreach (ref readonly var piece in run)
        {
            bits += CodeBits(piece);
        }

        return bits;
    }

    /// <summary>Writes what stands behind the run's header.</summary>
    public void Write(ref BitWriter writer, ReadOnlySpan<Piece> run)
    {
        if (run[0].Kind == RunKind.Leave)
        {
            return;
        }

        for (var changeClass = 1; run[0].Kind == RunKind.Delta && changeClass <= codes.RestClasses; changeClass++)
        {
            FindWoken(run, changeClass);
            WakeList.Write(ref writer, resting, gaps.AsSpan(0, gapCount));
        }

        foreach (ref readonly var piece in run)
        {
            WriteCodes(ref writer, piece);
        }
    }

    private static int EndInBlock(int slot, int end) => Math.Min(end, ((slot / CodeBlock.Slots) + 1) * CodeBlock.Slots);

    private static int CodeBits(in Piece piece)
    {
        if (piece.Own is { } own)
        {
            return own.Bits;
        }

        var bits = 0;
        for (var slot = piece.First; slot < piece.End;)
        {
            var end = EndInBlock(slot, piece.End);
            bits += piece.Table!.Ends[end - 1] - piece.Table.BeginOf(slot);
            slot = end;
        }

        return bits;
    }

    private void WriteCodes(ref BitWriter writer, in Piece piece)
    {
        if (piece.Own is { } own)
        {
            writer.Copy(codes.Bytes, own.Begin, own.Bits);
            return;
        }

        for (var slot = piece.First; slot < piece.End;)
        {
            var end = EndInBlock(slot, piece.End);
            var begin = piece.Table!.BeginOf(slot);
            writer.Copy(codes.Bytes, begin, piece.Table.Ends[end - 1] - begin);
            slot = end;
        }
    }

    private void FindWoken(ReadOnlySpan<Piece> run, int changeClass)
    {
        resting = gapCount = passed = 0;
        foreach (ref readonly var piece in run)
        {
            if (piece.Own is { } own)
            {
                AddResting(own.Block.Resting(changeClass), own.Block.Woken & own.Block.Resting(changeClass));
                continue;
            }

            for (var slot = piece.First; slot < piece.End;)
            {
                var end = EndInBlock(slot, piece.End);
                ref readonly var block = ref codes.Block(piece.Table!, slot / CodeBlock.Slots);
                var mask = (ulong.MaxValue >> (CodeBlock.Slots - (end - slot))) << (slot % CodeBlock.Slots);
                var restingHere = block.Resting(changeClass) & mask;
                AddResting(restingHere, block.Woken & restingHere);
                slot = end;
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
