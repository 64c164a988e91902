using GameServer.Protocol.Bits;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Inputs;
using GameServer.Protocol.Repairs;
using GameServer.Protocol.Snapshots;
using GameServer.Replication;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Inputs;
using GameServer.Simulation.Rooms;

namespace GameServer.Rooms;

/// <summary>
/// A seat as its room's host sees it: takes in the client's datagrams, knows what the client holds, measures how its inputs
/// fare. Owned by the room's thread; never sees a connection.
/// </summary>
internal sealed class SeatHost
{
    private const double NanosecondsPerMs = 1e6;
    private const double NanosecondsPerSecond = 1e9;

    // Below this not even the seat's own avatar fits; the budget saves up for the next one.
    private const int SnapshotBytesMin = 64;

    private readonly Room room;
    private readonly RoomHostSettings settings;
    private readonly int[] before;
    private readonly int[] row;
    private readonly ViewCheck views;
    private readonly RoomQuality quality;
    private readonly DiscrepancyLog discrepancies;
    private Inquiry? inquiry; // Made with the first difference: hardly any seat needs one.
    private Pace pace;
    private double waitMs = NothingMeasured;
    private byte? corrections;
    private ulong newestTimed;

    public SeatHost(Room room, Seat seat, RoomHostSettings settings, RoomQuality quality, DiscrepancyLog discrepancies)
    {
        (this.room, this.settings, this.quality, this.discrepancies) = (room, settings, quality, discrepancies);
        Seat = seat;
        views = new ViewCheck(room.Settings.TickRate, settings.SnapshotRate);
        before = new int[seat.InputRow.Length];
        row = new int[seat.InputRow.Length];
    }

    private static double NothingMeasured => double.PositiveInfinity;

    public Seat Seat { get; }

    /// <summary>What is sent to this seat, and what became of it.</summary>
    public SeatReplication Replication => Served ??= new SeatReplication(room.History, settings.Rules, settings.BytesPerSecondMax);

    /// <summary>The same, or null while nobody has sat here yet: such a seat is to cost next to nothing.</summary>
    public SeatReplication? Served { get; private set; }

    /// <summary>The newest input datagram; goes on over reconnects.</summary>
    public ulong InputSequence { get; private set; }

    public SeatCounters Counters;

    /// <summary>How old the newest state was that the client acknowledged, when the ack came; NaN before the first.</summary>
    public double AckAgeMs { get; private set; } = double.NaN;

    /// <summary>The client begins anew, on a new connection.</summary>
    public void Forget()
    {
        Served?.Forget();
        inquiry?.Forget();
        views.Forget();
        waitMs = NothingMeasured;
        AckAgeMs = double.NaN;
        corrections = null;
    }

    /// <summary>The room goes so fast from now on.</summary>
    public void Change(Pace next)
    {
        pace = next;
        views.Change(next);
    }

    /// <summary>Another player takes the seat: nothing of the last one may show, in sequence numbers or in counts.</summary>
    public void Vacate()
    {
        Forget();
        Counters = default;
        Replication.Acks.Counters = default;
    }

    /// <summary>Takes in one datagram; false when it is malformed, and then nothing of it has any effect.</summary>
    public bool TryReceive(ReadOnlySpan<byte> datagram, long arrival, long lastTickAt)
    {
        Counters.Datagrams++;
        var reader = new BitReader(datagram);
        if (DatagramKinds.TryRead(ref reader, out var kind) && kind == DatagramKind.Answer)
        {
            return TryTakeAnswer(reader);
        }

        Span<int> viewAges = stackalloc int[InputDatagram.InputsMax];
        if (!TryParse(datagram, viewAges, out var header, out var inputs))
        {
            Counters.DatagramsMalformed++;
            return false;
        }

        if (!Replication.Acks.TryAcknowledge(header.Sequence, header.Ack, header.Hash))
        {
            inquiry ??= new Inquiry(Replication.Acks, room, found => discrepancies.Add(Seat.Id.Index, Seat.PlayerName, found));
            inquiry.Begin(header.Sequence);
        }

        if (header.Sequence > InputSequence)
        {
            InputSequence = header.Sequence;
            MeasureAckAge(header, arrival, lastTickAt);
            TakeCorrections(header);
        }

        views.Begin(header.Newest, room.Tick.Number + ((arrival - lastTickAt) / TickNs));
        OfferInputs(inputs, header, viewAges, arrival, lastTickAt);
        return true;
    }

    /// <summary>After the tick: how long the input that it executed had waited.</summary>
    public void MeasureWait(long tickAt)
    {
        switch (Seat.InputSource)
        {
            case InputSource.Fresh:
                var wait = RoomMs(tickAt - Seat.Inputs.LastConsumedArrival);
                waitMs = Math.Min(waitMs, wait);
                Counters.InputsFresh++;
                Counters.WaitSamples++;
                Counters.WaitMsSum += wait;
                quality.InputWaits.Record(wait);
                break;
            case InputSource.Repeated:
                Counters.InputsRepeated++;
                break;
            default:
                Counters.InputsNeutral++;
                break;
        }
    }

    /// <summary>The header of this seat's next snapshot; the sequence number is the tracker's to give.</summary>
    public SnapshotHeader NextHeader()
    {
        var inputs = Seat.Inputs;
        var consumedAge = inputs.LastConsumed == Tick.Zero ? SnapshotHeader.ConsumedAgeMax : room.Tick - inputs.LastConsumed;
        var wait = double.IsPositiveInfinity(waitMs) ? SnapshotHeader.WaitUnknown : (int)Math.Floor(Math.Clamp(waitMs, SnapshotHeader.WaitUnknown + 1, 255));
        waitMs = NothingMeasured;
        return new SnapshotHeader(0, room.Tick, consumedAge, inputs.NewestReceived - room.Tick, wait) { Pace = pace };
    }

    /// <summary>Adds to the composer's batch what the client is told of the tick, within what it may be sent.</summary>
    public void Compose(SnapshotComposer composer, double snapshotsPerSecond)
    {
        var replication = Replication;
        replication.Watch = replication.Watch is { } watch && watch.Until > room.Tick ? watch : null;
        var allowed = replication.Budget.Next(replication.BytesPerSecond / snapshotsPerSecond, settings.DatagramBytesMax, SlotSplit.PartsMax);
        if (allowed >= SnapshotBytesMin + ByteBudget.HeaderBytes)
        {
            allowed -= Ask(composer.Batch);
            composer.Compose(Seat, replication, NextHeader(), new Allowance(allowed, settings.DatagramBytesMax));
        }
        else
        {
            replication.Watch?.NoteNothing(room.Tick);
        }
    }

    // What there is to ask the client about what it holds. Out of the seat's own budget; the snapshot has what is left.
    private int Ask(SnapshotBatch batch)
    {
        var writer = new BitWriter(batch.Reserve(RepairQuestion.BytesMax));
        if (inquiry is null || !inquiry.TryAsk(ref writer))
        {
            return 0;
        }

        var length = writer.Finish();
        Replication.Budget.Spend(length);
        batch.Put(Seat.Id, length);
        return length;
    }

    // Checked to its end before anything of it has an effect.
    private bool TryTakeAnswer(BitReader reader)
    {
        if (!RepairAnswer.TryBegin(ref reader, InputSequence, room.Game.Schema.Stride, out var sequence, out var count))
        {
            Counters.DatagramsMalformed++;
            return false;
        }

        if (sequence > 0)
        {
            inquiry?.TakeBlocks(ref reader, sequence, count);
        }
        else
        {
            inquiry?.TakeRows(ref reader, count);
        }

        return true;
    }

    // Also gives a reader that stands before the inputs.
    private bool TryParse(ReadOnlySpan<byte> datagram, scoped Span<int> viewAges, out InputHeader header, out BitReader inputs)
    {
        var reader = new BitReader(datagram);
        header = default;
        inputs = default;
        if (!DatagramKinds.TryRead(ref reader, out var kind) || kind != DatagramKind.Input
            || !InputDatagram.TryReadHeader(ref reader, InputSequence, Replication.Acks.SentSequence, room.Tick, out header)
            || !InputDatagram.TryReadViewAges(ref reader, header, viewAges))
        {
            return false;
        }

        inputs = reader;
        room.Game.Schema.Input.Neutral(before);
        for (var i = 0; i < header.Count; i++)
        {
            if (!InputDatagram.TryReadInput(ref reader, room.Game.Schema.Input, before, row))
            {
                return false;
            }

            row.CopyTo(before, 0);
        }

        return reader.IsAtEnd();
    }

    // The second reading cannot fail: the first one went over the same bits.
    private void OfferInputs(BitReader reader, in InputHeader header, ReadOnlySpan<int> viewAges, long arrival, long lastTickAt)
    {
        room.Game.Schema.Input.Neutral(before);
        for (var i = header.Count - 1; i >= 0; i--)
        {
            InputDatagram.TryReadInput(ref reader, room.Game.Schema.Input, before, row);
            row.CopyTo(before, 0);
            if (header.Newest.Number < i)
            {
                continue; // Before the room's first tick.
            }

            Judge(header.Newest + -i, viewAges[i], arrival, lastTickAt);
        }
    }

    private void Judge(Tick tick, int claimedAge, long arrival, long lastTickAt)
    {
        var viewAge = views.Judge(tick, claimedAge);
        switch (Seat.Inputs.Offer(tick, row, arrival, viewAge))
        {
            case InputVerdict.Buffered:
                Counters.RewindsClamped += viewAge == claimedAge || claimedAge == 0 ? 0 : 1; // 0 is also what a client says that has drawn nothing yet.
                break;
            case InputVerdict.Late:
                Counters.InputsLate++;
                var late = RoomMs(TimeOf(tick, lastTickAt) - arrival);
                waitMs = Math.Min(waitMs, late);
                quality.InputWaits.Record(late);
                break;
            case InputVerdict.TooFarAhead or InputVerdict.TooOld:
                Counters.InputsRefused++;
                break;
        }
    }

    private void MeasureAckAge(in InputHeader header, long arrival, long lastTickAt)
    {
        if (Replication.Acks.TryFind(header.Ack.Newest, out var newest))
        {
            var tick = newest.Tick;
            AckAgeMs = Math.Max(0, (arrival - TimeOf(tick, lastTickAt)) / NanosecondsPerMs);
            views.Measure(tick, arrival / NanosecondsPerSecond, AckAgeMs / 1000);
            quality.AckAges.Record(AckAgeMs);
            var isNews = header.Ack.Newest > newestTimed;
            newestTimed = Math.Max(newestTimed, header.Ack.Newest);
            var isCut = Replication.OnAck(arrival, newest.WireBytesSum, isNews ? AckAgeMs / 1000 : double.NaN);
            Replication.Acks.Counters.RateCuts += isCut ? 1 : 0;
        }
    }

    // A number of 8 bits that only grows: the difference is what happened since it was told last.
    private void TakeCorrections(in InputHeader header)
    {
        if (header.HasCorrections)
        {
            Counters.Corrections += corrections is { } known ? unchecked((byte)(header.Corrections - known)) : 0;
            corrections = header.Corrections;
        }
    }

    private double TickNs => NanosecondsPerSecond / (room.Settings.TickRate * pace.Rate);

    // In the room's time, which is what a client's clock runs on.
    private double RoomMs(double nanoseconds) => nanoseconds / NanosecondsPerMs * pace.Rate;

    private double TimeOf(Tick tick, long lastTickAt) => lastTickAt - ((room.Tick - tick) * TickNs);
}
