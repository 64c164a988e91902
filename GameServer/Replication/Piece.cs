using GameServer.Protocol.Snapshots;

namespace GameServer.Replication;

/// <summary>Slots that one snapshot could tell of in one way: of those between its ends all that it tells of. One or more of them are a run.</summary>
internal struct Piece
{
    public int First;
    public int End;
    public RunKind Kind;

    /// <summary>For deltas and whole entities: where the codes come from.</summary>
    public CodeTable? Table;

    /// <summary>For deltas: the datagram that told of the baseline.</summary>
    public ulong BaselineOf;

    /// <summary>For an owner's part: the number of its own code, which none other has; else 0. Such a piece is one slot.</summary>
    public int Own;

    /// <summary>Whether it belongs to the run of the piece before: the slots between the two are passed over.</summary>
    public bool JoinsRun;

    /// <summary>Whether its baseline told of nothing behind it.</summary>
    public bool EndsBaseline;

    /// <summary>Whether it is told of like a piece before it, so that both are one when nothing else is told of in between.</summary>
    public readonly bool GoesOn(in Piece previous) => IsToldLike(previous) && Own == 0 && previous.Own == 0;

    /// <summary>Whether both could stand in one run, given what lies between.</summary>
    public readonly bool IsToldLike(in Piece other) => Kind == other.Kind && Table == other.Table && BaselineOf == other.BaselineOf;

    /// <summary>The run that some pieces make.</summary>
    public static Run RunOf(ReadOnlySpan<Piece> pieces)
    {
        ref readonly var first = ref pieces[0];
        var count = pieces[^1].EndsBaseline ? Run.ToTheEnd : pieces[^1].End - first.First;
        return new Run(first.Kind, first.First, count, first.Table?.Ages ?? default);
    }
}
