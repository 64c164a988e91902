using GameServer.Protocol.Snapshots;

namespace GameServer.Replication;

/// <summary>Neighbouring slots that one snapshot could tell of in one way.</summary>
internal struct Piece
{
    public int First;
    public int End;
    public RunKind Kind;

    /// <summary>For deltas and whole entities: where the codes come from.</summary>
    public CodeTable? Table;

    /// <summary>For an owner's part: its own code. Such a piece is one slot.</summary>
    public OwnCode? Own;

    /// <summary>What it costs behind the run's header.</summary>
    public int Bits;

    public readonly Run Run => new(Kind, First, End - First, Table?.Ages ?? default);

    public readonly bool GoesOn(in Piece previous) =>
        First == previous.End && Kind == previous.Kind && Table == previous.Table && Own is null && previous.Own is null;
}
