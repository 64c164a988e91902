using System.Numerics;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Numerics;

namespace GameServer.Replication;

/// <summary>
/// What one snapshot tells, as pieces in rising order; scratch that grows and is used again. A piece is of those slots between its ends that are told
/// of at all, so that a seat that sees every seventh slot has one piece, as a seat that sees all of them.
/// </summary>
internal sealed class PieceList
{
    private readonly SlotSet own = new();
    private Piece[] pieces = new Piece[16];
    private Piece[] spare = new Piece[16];

    public PieceList() => Slots = own;

    public int Count { get; private set; }

    public Span<Piece> All => pieces.AsSpan(0, Count);

    /// <summary>The slots of all pieces.</summary>
    public SlotSet Slots { get; private set; }

    public void Clear()
    {
        Count = 0;
        Slots = own;
        own.Clear();
    }

    /// <summary>Begins anew with pieces of slots that are another's, and must not change while they are in use.</summary>
    public void Begin(SlotSet slots)
    {
        Count = 0;
        Slots = slots;
    }

    /// <summary>Adds some of 64 slots behind all others, to the last piece if they are told of like that.</summary>
    /// <param name="piece">Where it begins and ends is left to this.</param>
    /// <param name="word">Which 64.</param>
    /// <param name="slots">At least one.</param>
    public void Add(in Piece piece, int word, ulong slots)
    {
        Slots.Add(word, slots);
        var end = (word * 64) + BitOperations.Log2(slots) + 1;
        if (Count > 0 && piece.GoesOn(pieces[Count - 1]))
        {
            pieces[Count - 1].End = end;
            return;
        }

        Put(piece);
        ref var last = ref pieces[Count - 1];
        (last.First, last.End) = ((word * 64) + BitMath.LowestBit(slots), end);
    }

    /// <summary>Adds some of 64 slots whose deltas are in no seat's hands alone, behind all others.</summary>
    public void AddDeltas(CodeTable table, ulong baselineOf, int word, ulong slots)
    {
        if (Count > 0 && pieces[Count - 1] is { Kind: RunKind.Delta, Own: 0 } && pieces[Count - 1].Table == table && pieces[Count - 1].BaselineOf == baselineOf)
        {
            Slots.Add(word, slots);
            pieces[Count - 1].End = (word * 64) + BitOperations.Log2(slots) + 1;
            return;
        }

        Add(new Piece { Kind = RunKind.Delta, Table = table, BaselineOf = baselineOf }, word, slots);
    }

    /// <summary>Adds a piece of another list behind all others.</summary>
    public void Add(in Piece piece, SlotSet slots)
    {
        for (var word = piece.First >> 6; word << 6 < piece.End; word++)
        {
            var here = slots.Word(word) & SlotSet.Mask(word, piece.First, piece.End);
            if (here != 0)
            {
                Add(piece, word, here);
            }
        }
    }

    /// <summary>Adds a piece whose slots are known.</summary>
    public void Put(in Piece piece)
    {
        if (Count == pieces.Length)
        {
            Array.Resize(ref pieces, Count * 2);
        }

        pieces[Count++] = piece;
    }

    /// <summary>Puts what there is of a run's slots before one, if anything is.</summary>
    public void PutBefore(in Piece piece, int end)
    {
        if (piece.First < end)
        {
            PutJoined(piece with { End = Slots.LastBefore(end, piece.First) + 1 });
        }
    }

    /// <summary>Adds a piece that goes on with the run before it if it is told like that: there is nothing in the way.</summary>
    public void PutJoined(in Piece piece) => Put(piece with { JoinsRun = Count > 0 && piece.IsToldLike(pieces[Count - 1]) });

    /// <summary>Sees to it that no run goes over a slot's edge.</summary>
    /// <param name="slot">Behind the edge.</param>
    /// <param name="from">No piece before this one reaches it.</param>
    /// <returns>The first piece behind the edge.</returns>
    public int CutAt(int slot, int from)
    {
        var index = from;
        while (index < Count && pieces[index].End <= slot)
        {
            index++;
        }

        if (index < Count && pieces[index].First < slot)
        {
            var behind = pieces[index];
            ref var last = ref pieces[index];
            (last.End, last.EndsBaseline) = (Slots.LastBefore(slot, last.First) + 1, false);
            behind.First = Slots.NextFrom(slot, behind.End);
            Put(default);
            pieces.AsSpan(++index, Count - 1 - index).CopyTo(pieces.AsSpan(index + 1));
            pieces[index] = behind;
        }

        if (index < Count)
        {
            pieces[index].JoinsRun = false;
        }

        return index;
    }

    /// <summary>
    /// Makes runs as long as they can be, and no longer: deltas against one baseline pass over what that baseline does not have, anything else
    /// tells of every slot between its ends.
    /// </summary>
    public void Join(AckTracker acks)
    {
        (pieces, spare) = (spare, pieces);
        var (count, sequence, found) = (Count, 0UL, default(SlotSet));
        Count = 0;
        for (var i = 0; i < count; i++)
        {
            ref readonly var piece = ref spare[i];
            found = piece.Kind != RunKind.Delta ? null : piece.BaselineOf == sequence ? found : acks.FoundAtTickOf(piece.BaselineOf);
            sequence = piece.BaselineOf;
            for (var first = piece.First; first < piece.End;)
            {
                var stop = FirstInTheWay(found, first, piece.End);
                var part = piece;
                (part.First, part.End) = (first, Slots.LastBefore(stop, first) + 1);
                part.JoinsRun = piece.Kind == RunKind.Delta && Count > 0 && part.IsToldLike(pieces[Count - 1]) && FirstInTheWay(found, pieces[Count - 1].End, first) == first;
                part.EndsBaseline = found is not null && acks.EndsItsTick(sequence) && found.NextFrom(part.End, Run.SlotsMax) == Run.SlotsMax;
                Put(part);
                first = Slots.NextFrom(stop, piece.End);
            }
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

    // The first slot that is not told of and that a run may not pass over.
    private int FirstInTheWay(SlotSet? found, int first, int end)
    {
        for (var word = first >> 6; word << 6 < end; word++)
        {
            var inTheWay = (found is null ? ulong.MaxValue : found.Word(word)) & ~Slots.Word(word);
            if (inTheWay != 0 && (inTheWay &= SlotSet.Mask(word, first, end)) != 0)
            {
                return (word << 6) + BitMath.LowestBit(inTheWay);
            }
        }

        return end;
    }
}
