using GameServer.Protocol.Snapshots;

namespace GameServer.Replication;

/// <summary>Pieces of one snapshot in rising order; scratch that grows and is used again. A piece that goes on from the last becomes a part of it.</summary>
internal sealed class PieceList
{
    private Piece[] pieces = new Piece[16];

    public int Count { get; private set; }

    public Span<Piece> All => pieces.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(in Piece piece)
    {
        if (Count > 0 && piece.GoesOn(pieces[Count - 1]))
        {
            pieces[Count - 1].End = piece.End;
            return;
        }

        Put(piece);
    }

    /// <summary>Adds a piece that stays one of its own.</summary>
    public void Put(in Piece piece)
    {
        if (Count == pieces.Length)
        {
            Array.Resize(ref pieces, Count * 2);
        }

        pieces[Count++] = piece;
    }

    /// <summary>Makes runs as long as they can be: deltas against one baseline pass over what that baseline does not have.</summary>
    public void Join(AckTracker acks)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var piece = ref pieces[i];
            piece.EndsBaseline = false;
            piece.JoinsRun = piece.Kind == RunKind.Delta && i > 0 && piece.IsToldLike(pieces[i - 1]) && acks.PassesOver(piece.BaselineOf, pieces[i - 1].End, piece.First);
            if (i > 0 && !piece.JoinsRun)
            {
                SetEndsBaseline(ref pieces[i - 1], acks);
            }
        }

        if (Count > 0)
        {
            SetEndsBaseline(ref pieces[Count - 1], acks);
        }
    }

    /// <summary>The pieces of the run that begins with one.</summary>
    public ReadOnlySpan<Piece> RunAt(int index)
    {
        var end = index + 1;
        while (end < Count && pieces[end].JoinsRun)
        {
            end++;
        }

        return pieces.AsSpan(index, end - index);
    }

    // Of the last piece of a run alone; no other's matters.
    private static void SetEndsBaseline(ref Piece piece, AckTracker acks) =>
        piece.EndsBaseline = piece.Kind == RunKind.Delta && acks.PassesOver(piece.BaselineOf, piece.End, Run.SlotsMax);
}
