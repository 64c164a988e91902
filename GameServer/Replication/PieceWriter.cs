using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>Measures pieces and writes them: the run's header is the caller's, this is what stands behind it. Scratch of a shard.</summary>
internal sealed class PieceWriter(TickCodes codes)
{
    private int[] gaps = new int[16];
    private int gapCount;
    private int resting;

    /// <summary>Bits behind the run's header.</summary>
    public int BitsOf(in Piece piece)
    {
        if (piece.Kind == RunKind.Leave)
        {
            return 0;
        }

        FindWoken(piece);
        return WakeList.BitsOf(resting, gaps.AsSpan(0, gapCount)) + CodeBits(piece);
    }

    /// <summary>Writes what stands behind the run's header.</summary>
    public void Write(ref BitWriter writer, in Piece piece)
    {
        if (piece.Kind == RunKind.Leave)
        {
            return;
        }

        FindWoken(piece);
        WakeList.Write(ref writer, resting, gaps.AsSpan(0, gapCount));
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

    private void FindWoken(in Piece piece)
    {
        resting = gapCount = 0;
        if (piece.Own is { } own)
        {
            resting = own.IsResting ? 1 : 0;
            gaps[0] = 0;
            gapCount = own.IsWoken ? 1 : 0;
            return;
        }

        for (int slot = piece.First, passed = 0; slot < piece.End;)
        {
            var end = EndInBlock(slot, piece.End);
            ref readonly var block = ref codes.Block(piece.Table!, slot / CodeBlock.Slots);
            var mask = (ulong.MaxValue >> (CodeBlock.Slots - (end - slot))) << (slot % CodeBlock.Slots);
            var restingHere = block.Resting & mask;
            var before = resting;
            for (var woken = block.Woken & mask; woken != 0; woken &= woken - 1)
            {
                var below = (woken & (0 - woken)) - 1;
                var place = before + BitMath.Count(restingHere & below);
                Note(place - passed);
                passed = place + 1;
            }

            resting += BitMath.Count(restingHere);
            slot = end;
        }
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
