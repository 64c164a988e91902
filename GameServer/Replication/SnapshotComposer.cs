using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Rooms;

namespace GameServer.Replication;

/// <summary>
/// Writes snapshot datagrams: what a seat sees, against what its client acknowledged, within its budget. One per shard and used by
/// one room at a time; all that it keeps between two seats are the codes that they share. Owned by the shard's thread.
/// </summary>
internal sealed class SnapshotComposer
{
    private readonly TickCodes codes = new();
    private readonly Interest interest = new();
    private readonly SnapshotPlan plan;
    private readonly PieceWriter pieces;
    private readonly Selection selection;
    private Room room = null!;

    public SnapshotComposer()
    {
        plan = new SnapshotPlan(codes);
        pieces = new PieceWriter(codes);
        selection = new Selection(pieces);
    }

    /// <summary>Entity codes written since this began.</summary>
    public long CodesEncoded => codes.Encoded;

    internal TickCodes Codes => codes;

    internal Interest Interest => interest;

    internal Selection Selection => selection;

    /// <summary>What was composed of this tick, to be sent.</summary>
    public SnapshotBatch Batch { get; } = new();

    /// <summary>Begins with a room's newest tick.</summary>
    public void Begin(Room next, EntityCodec codec, ExactnessRules rules)
    {
        room = next;
        Batch.Clear();
        codes.Begin(codec, room.History, rules);
        interest.Begin(room);
        plan.Begin(codec.RowsWanted, room.History.Length);
    }

    /// <summary>Adds a datagram of so many bytes at most to the batch and returns it; the tracker then waits for its ack.</summary>
    public ReadOnlySpan<byte> Compose(Seat seat, SeatReplication state, in SnapshotHeader header, int bytesMax)
    {
        state.TurnView();
        interest.Fill(seat, state.ViewBefore, state.View);
        plan.Fill(state);

        var writer = new BitWriter(Batch.Reserve(bytesMax));
        var record = state.Acks.BeginSend(codes.Now.Tick, codes.Now.SlotCount);
        (header with { Sequence = record.Sequence }).Write(ref writer);
        var isTooMuch = selection.BitsOf(plan.Pieces) > writer.BitsLeft;
        if (isTooMuch)
        {
            selection.Fit(room, seat, state, interest, plan.Pieces, writer.BitsLeft);
        }

        WriteRuns(ref writer, state, record);
        if (writer.IsExhausted)
        {
            throw new InvalidOperationException("A snapshot was planned to fit and did not.");
        }

        state.Watch?.Note(codes.Now, room.History, seat, state, interest, isTooMuch ? selection : null, record);
        var length = writer.Finish();
        state.Acks.EndSend(record, length + ByteBudget.HeaderBytes);
        state.Acks.Counters.Snapshots++;
        state.Acks.Counters.SnapshotBytes += length;
        return Batch.Put(seat.Id, length);
    }

    private void WriteRuns(ref BitWriter writer, SeatReplication state, SentDatagram record)
    {
        var end = 0;
        var ages = default(BaselineAges);
        for (var i = 0; i < plan.Pieces.Count;)
        {
            var parts = plan.Pieces.RunAt(i);
            var run = Piece.RunOf(parts);
            run.Write(ref writer, end, ages);
            pieces.Write(ref writer, parts, plan.Pieces.Slots);
            end = parts[^1].End;
            ages = run.Kind == RunKind.Delta ? run.Ages : ages;
            i += parts.Length;
        }

        writer.Write(false);
        foreach (ref readonly var piece in plan.Pieces.All)
        {
            var count = 0;
            for (var word = piece.First >> 6; word << 6 < piece.End; word++)
            {
                var slots = plan.Pieces.Slots.Word(word) & SlotSet.Mask(word, piece.First, piece.End);
                (piece.Kind == RunKind.Leave ? record.Gone : record.Present).Add(word, slots);
                count += BitMath.Count(slots);
            }

            state.Acks.Counters.Records += count;
            state.Acks.Counters.WholeRecords += piece.Kind == RunKind.Whole ? count : 0;
        }
    }
}
