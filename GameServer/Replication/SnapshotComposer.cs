using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
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
    private readonly SlotSet view = new();
    private readonly SlotSet near = new();
    private readonly SlotSet gone = new();
    private bool isNearOnly;
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
    /// <param name="next">The room.</param>
    /// <param name="codec">Its codec.</param>
    /// <param name="rules">For tests that show what each rule is for.</param>
    /// <param name="nearOnly">Whether what is far from a seat is left out this time, for want of time.</param>
    public void Begin(Room next, EntityCodec codec, ExactnessRules rules, bool nearOnly = false)
    {
        (room, isNearOnly) = (next, nearOnly);
        Batch.Clear();
        codes.Begin(codec, room.History, rules);
        interest.Begin(room);
        plan.Begin(codec.RowsWanted, room.History.Length);
    }

    /// <summary>Adds a datagram of so many bytes at most to the batch and returns it; the tracker then waits for its ack.</summary>
    public ReadOnlySpan<byte> Compose(Seat seat, SeatReplication state, in SnapshotHeader said, int bytesMax)
    {
        var viewBefore = state.View;
        interest.Fill(seat, viewBefore, view);
        var told = isNearOnly ? NearOf(seat) : view;
        plan.Fill(state.Acks, view, told);

        ref var record = ref state.Acks.BeginSend(codes.Now.Tick, codes.Now.SlotCount);
        var header = new BitWriter(Batch.Reserve(bytesMax));
        (said with { Sequence = record.Sequence }).Write(ref header);

        // Where everything fitted the last time it is sooner tried than reckoned.
        var writer = header;
        var isTooMuch = state.IsShort && selection.BitsOf(plan.Pieces) > header.BitsLeft;
        if (!isTooMuch)
        {
            WriteRuns(ref writer);
            isTooMuch = writer.IsExhausted;
        }

        state.IsShort = isTooMuch;
        if (isTooMuch)
        {
            writer = header;
            selection.Fit(room, seat, state, viewBefore, interest, plan.Pieces, writer.BitsLeft);
            WriteRuns(ref writer);
        }

        if (writer.IsExhausted)
        {
            throw new InvalidOperationException("A snapshot was planned to fit and did not.");
        }

        SortOut(ref state.Acks.Counters);
        state.Watch?.Note(codes.Now, room.History, seat, state.Acks, new Seen(view, told, plan.Pieces.Slots), interest, isTooMuch ? selection : null, record.Sequence);
        var length = writer.Finish();
        state.Acks.EndSend(ref record, plan.Pieces.Slots, gone, length + ByteBudget.HeaderBytes);
        state.Saw(view, plan.Pieces.Slots);
        state.Acks.Counters.Snapshots++;
        state.Acks.Counters.SnapshotBytes += length;
        return Batch.Put(seat.Id, length);
    }

    private SlotSet NearOf(Seat seat)
    {
        interest.FillNear(seat, view, near);
        return near;
    }

    private void WriteRuns(ref BitWriter writer)
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
    }

    // Leaves the pieces' slots those that were told of as present. What is not a delta tells of every slot between its ends.
    private void SortOut(ref ReplicationCounters counters)
    {
        var present = plan.Pieces.Slots;
        gone.Clear();
        foreach (ref readonly var piece in plan.Pieces.All)
        {
            if (piece.Kind == RunKind.Leave)
            {
                present.RemoveRange(piece.First, piece.End);
                gone.AddRange(piece.First, piece.End);
            }
            else if (piece.Kind == RunKind.Whole)
            {
                counters.WholeRecords += piece.End - piece.First;
            }
        }

        counters.Records += present.Count() + gone.Count();
    }
}
