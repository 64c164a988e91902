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
    private readonly Splitter splitter;
    private readonly Selection selection;
    private readonly DatagramWriter datagrams;
    private readonly SlotSet view = new();
    private readonly SlotSet near = new();
    private readonly SlotSet gone = new();
    private readonly SlotSet partPresent = new();
    private readonly SlotSet partGone = new();
    private bool isNearOnly;
    private Room room = null!;

    public SnapshotComposer()
    {
        plan = new SnapshotPlan(codes);
        var pieces = new PieceWriter(codes);
        (splitter, selection, datagrams) = (new Splitter(pieces), new Selection(pieces), new DatagramWriter(pieces, Batch));
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

    /// <summary>Adds a seat's snapshot to the batch, as one datagram or several; the tracker then waits for their acks, and the seat's budget has paid.</summary>
    public void Compose(Seat seat, SeatReplication state, in SnapshotHeader said, in Allowance allowance)
    {
        var viewBefore = state.View;
        interest.Fill(seat, viewBefore, view);
        var told = isNearOnly ? NearOf(seat) : view;
        plan.Fill(state.Acks, view, told);

        var header = said with { Sequence = state.Acks.SentSequence + 1 };
        var most = allowance.Datagrams(Math.Min(SlotSplit.PartsMax, state.Acks.RecordsFree));
        var split = state.Split.Parts <= most ? state.Split : default;
        var isShort = !TryWriteAll(seat, state, header, allowance, most, ref split);
        if (isShort)
        {
            WriteSome(seat, state, viewBefore, header, allowance, most, out split);
        }

        // A split that takes all is kept, unless fewer datagrams would do: then the next snapshot finds another.
        var isSparse = !isNearOnly && Splitter.IsSparse(split.Parts, datagrams.Bytes, allowance.DatagramBytesMax);
        (state.IsShort, state.Split) = (isShort, isShort || isSparse ? default : split);
        SortOut(ref state.Acks.Counters);
        state.Watch?.Note(codes.Now, room.History, seat, state.Acks, new Seen(view, told, plan.Pieces.Slots), interest, isShort ? selection : null, header.Sequence, split);
        Send(seat, state, split);
        state.Saw(view, plan.Pieces.Slots, split.Parts);
    }

    // Where everything fitted the last time it is sooner tried than reckoned.
    private bool TryWriteAll(Seat seat, SeatReplication state, in SnapshotHeader header, in Allowance allowance, int most, ref SlotSplit split)
    {
        if (state.IsShort && selection.BitsOf(plan.Pieces) > allowance.BodyBitsOf(most, BitsOf(header)) + 1)
        {
            return false;
        }

        if (TryWrite(seat, ref split, header, allowance))
        {
            return true;
        }

        if (most == 1)
        {
            return false;
        }

        splitter.Weigh(plan.Pieces);
        for (var parts = Math.Clamp(splitter.Wanted(allowance.DatagramBytesMax), 2, most); parts <= most; parts++)
        {
            split = splitter.Even(parts, CodeBlock.Slots);
            if (TryWrite(seat, ref split, header, allowance))
            {
                return true;
            }

            split = splitter.Even(parts, Splitter.UnitSlots);
            if (TryWrite(seat, ref split, header, allowance))
            {
                return true;
            }
        }

        return false;
    }

    // The own avatar's datagram goes first.
    private bool TryWrite(Seat seat, ref SlotSplit split, in SnapshotHeader header, in Allowance allowance)
    {
        split.LeadWith(seat.Avatar.Slot);
        return datagrams.TryWrite(plan.Pieces, split, header, allowance);
    }

    private void WriteSome(Seat seat, SeatReplication state, SlotSet viewBefore, in SnapshotHeader header, in Allowance allowance, int most, out SlotSplit split)
    {
        var headerBits = BitsOf(header);
        var space = new BodySpace(most, Math.Min((allowance.DatagramBytesMax * 8) - headerBits - 1, allowance.BodyBitsOf(1, headerBits)), allowance.BodyBitsOf(most, headerBits));
        selection.Fit(room, seat, state, viewBefore, interest, plan.Pieces, space);
        split = selection.Split();
        while (!TryWrite(seat, ref split, header, allowance))
        {
            if (!selection.TryDropLast(plan.Pieces, state.Acks))
            {
                throw new InvalidOperationException("A snapshot was planned to fit and did not.");
            }

            split = selection.Split();
        }

        selection.Settle(state);
    }

    private void Send(Seat seat, SeatReplication state, in SlotSplit split)
    {
        for (var index = 0; index < split.Parts; index++)
        {
            var part = split.PartSent(index);
            var (present, left) = (plan.Pieces.Slots, gone);
            if (split.Parts > 1)
            {
                var (first, end) = (part == 0 ? 0 : split.EndOf(part - 1), split.EndOf(part));
                (present, left) = (partPresent, partGone);
                present.Fill(plan.Pieces.Slots, first, end);
                left.Fill(gone, first, end);
            }

            var length = datagrams.LengthOf(index);
            ref var record = ref state.Acks.BeginSend(codes.Now.Tick, codes.Now.SlotCount);
            record.IsFollowed = part + 1 < split.Parts;
            state.Acks.EndSend(ref record, present, left, length + ByteBudget.HeaderBytes);
            state.Budget.Spend(length);
            Batch.Put(seat.Id, length);
        }

        state.Acks.Counters.Snapshots++;
        state.Acks.Counters.SnapshotDatagrams += split.Parts;
        state.Acks.Counters.SnapshotBytes += datagrams.Bytes;
    }

    private static int BitsOf(in SnapshotHeader header)
    {
        var writer = new BitWriter(stackalloc byte[SnapshotHeader.BytesMax]);
        header.Write(ref writer);
        return writer.Position;
    }

    private SlotSet NearOf(Seat seat)
    {
        interest.FillNear(seat, view, near);
        return near;
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
