using System.Runtime.CompilerServices;
using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// What one client is known to hold: per slot the newest acknowledged tick, which is its baseline, and the hash of that state.
/// Acks move it, losses leave it. Owned by the room's thread. PROTOCOL.md lists the seven rules; four live here.
/// </summary>
internal sealed class AckTracker(History history, ExactnessRules rules)
{
    private const int InFlightMax = 128;

    private static readonly SlotSet Nothing = new();

    // Of how many ticks the datagrams are looked at for an earlier state before a guess has to do without.
    private const int EarlierTriesMax = 6;

    // Side by side in this very object, for a tick looks at several that follow each other, and of many seats all are in no cache.
    private InFlight inFlight;
    private readonly Stack<ToldSlots> unused = new();
    private readonly HeldRanges held = new(history, rules);
    private ulong firstSequence = 1;
    private ulong oldestUnsettled = 1;
    private ulong newestAckSequence;
    private ulong newestConfirmed;
    private bool isSuspected;
    private long wireBytesSent;
    private uint ofTick;
    private uint ofTickBefore;

    /// <summary>The number of the datagram sent last; goes on over reconnects, so no two datagrams of a session share one.</summary>
    public ulong SentSequence { get; private set; }

    /// <summary>What is known of every slot, in rising order without gaps.</summary>
    public ReadOnlySpan<HeldRange> Held => held.All;

    /// <summary>The slots that anything is known of; a range is of those between its ends.</summary>
    public SlotSet Known => held.Known;

    public ReplicationCounters Counters;

    /// <summary>Bytes on the wire of the datagrams that were acknowledged, since the beginning.</summary>
    public long WireBytesConfirmed { get; private set; }

    /// <summary>The client begins with nothing, as after a reconnect: what is in flight no longer matters.</summary>
    public void Forget()
    {
        held.Clear();
        isSuspected = false;
        newestConfirmed = 0;
        firstSequence = oldestUnsettled = SentSequence + 1;
    }

    /// <summary>Called before each tick of the room, while the history still has what the tick will overwrite.</summary>
    public void BeforeTick() => held.KeepHashes();

    /// <summary>What is known of one slot.</summary>
    public ref readonly HeldRange HeldAt(int slot) => ref held.At(slot);

    /// <summary>The tick whose state of a slot the client holds for certain, to write a delta against; zero when there is none.</summary>
    public Tick BaselineOf(int slot) => held.At(slot).Baseline;

    /// <summary>Whether the client has, or might have, an entity in this slot.</summary>
    public bool MayHold(int slot) => held.At(slot).MayHold;

    /// <summary>The tick at which this slot was last told of as present; zero when never.</summary>
    public Tick LastSent(int slot) => held.At(slot).SentPresent;

    /// <summary>
    /// A tick before <paramref name="before"/>, as near to <paramref name="aim"/> as is cheaply found, of which the client holds all
    /// slots of a range; false when none is found. A datagram that was confirmed put them into the client's history, also when a newer one
    /// had come before it.
    /// </summary>
    public bool TryFindEarlier(in HeldRange range, Tick before, Tick aim, out Tick tick)
    {
        tick = default;
        var (tries, triedTick) = (0, Tick.Zero);
        for (var sequence = newestConfirmed; sequence >= firstSequence && newestConfirmed - sequence < InFlightMax && tries < EarlierTriesMax; sequence--)
        {
            if (!Knows(sequence) || At(sequence).Tick <= range.Mark)
            {
                return tick != default;
            }

            ref readonly var record = ref At(sequence);
            if (!record.IsConfirmed || record.Tick >= before)
            {
                continue;
            }

            if (record.Tick <= aim && record.Tick != triedTick)
            {
                tries++;
                triedTick = record.Tick;
            }

            if (record.Holds(held.Known, range.First, range.End) && (tick == default || Math.Abs(record.Tick - aim) < Math.Abs(tick - aim)))
            {
                tick = record.Tick;
            }

            if (record.Tick <= aim && tick != default)
            {
                return true;
            }
        }

        return tick != default;
    }

    /// <summary>
    /// The slots that a run against what a datagram told of may not pass over: between the first and the last of them the client finds these in its
    /// history at that tick, and no others, for no other datagram told of that tick there. Null when that is not known any more.
    /// </summary>
    public SlotSet? FoundAtTickOf(ulong sequence) => Knows(sequence) ? At(sequence).Present : null;

    /// <summary>Whether the client finds nothing at a datagram's tick behind what that told of.</summary>
    public bool EndsItsTick(ulong sequence) => !At(sequence).IsFollowed;

    /// <summary>How many datagrams may be sent before the record of one that is likely on its way has to make room.</summary>
    public int RecordsFree => InFlightMax - (int)Math.Min(InFlightMax, SentSequence - Math.Max(newestConfirmed, firstSequence - 1));

    /// <summary>A datagram that was sent not long ago; false when it is not known any more.</summary>
    public bool TryFind(ulong sequence, out SentDatagram datagram)
    {
        datagram = Knows(sequence) ? At(sequence) : default;
        return datagram.Sequence > 0;
    }

    /// <summary>What the datagram sent last told of as present; nothing before the first.</summary>
    public SlotSet NewestPresent => Knows(SentSequence) ? At(SentSequence).Present : Nothing;

    /// <summary>Learns of slots that the room has meanwhile.</summary>
    public void Widen(int slotCount) => held.Widen(slotCount);

    /// <summary>
    /// Opens the record of the next datagram; those of one tick tell of stretches of slots that do not overlap. One that has waited unsettled for too
    /// long is given up.
    /// </summary>
    public ref SentDatagram BeginSend(Tick tick, int slotCount)
    {
        Widen(slotCount);
        ref var record = ref At(SentSequence + 1);
        if (!record.IsSettled && record.Sequence >= oldestUnsettled)
        {
            GiveUp(ref record);
            oldestUnsettled = record.Sequence + 1;
        }

        Release(ref record);
        record.Begin(++SentSequence, tick);
        (ofTick, ofTickBefore) = Knows(SentSequence - 1) && At(SentSequence - 1).Tick == tick ? (ofTick + 1, ofTickBefore) : (1, ofTick);
        return ref record;
    }

    /// <summary>Notes what the datagram carried.</summary>
    /// <param name="record">The one opened last.</param>
    /// <param name="present">The slots that it told of as present; copied.</param>
    /// <param name="gone">The slots that it told of as gone; copied.</param>
    /// <param name="wireBytes">What it cost on the wire, headers of every layer included.</param>
    public void EndSend(ref SentDatagram record, SlotSet present, SlotSet gone, int wireBytes)
    {
        var sameOfTickBefore = record.Sequence - Math.Max(1, ofTickBefore);
        if (Knows(sameOfTickBefore) && At(sameOfTickBefore) is { IsPassedOn: false, Slots: { } slots } && slots.IsOf(present, gone))
        {
            (At(sameOfTickBefore).IsPassedOn, record.Slots) = (true, slots);
        }
        else
        {
            record.Slots = Take(present, gone);
        }

        held.Sent(record);
        record.WireBytes = wireBytes;
        record.WireBytesSum = wireBytesSent += wireBytes;
    }

    /// <summary>
    /// Takes in an ack that travelled as datagram <paramref name="sequence"/>. Returns false when the client's hash of what it
    /// holds shows that it is not what was acknowledged.
    /// </summary>
    public bool TryAcknowledge(ulong sequence, AckField ack, ushort? clientHash)
    {
        if (ack.Newest > SentSequence)
        {
            Counters.AcksRefused++;
            return true;
        }

        // Nothing of this life has arrived yet, or the ack is a straggler of the connection before.
        if (ack.Newest < firstSequence)
        {
            return true;
        }

        Settle(ack);

        // Rule 3: the hash was taken with this ack; an ack that a newer one overtook says nothing about now.
        if (rules.Has(ExactnessRules.HashGoesWithNewestAck) && sequence <= newestAckSequence)
        {
            Counters.AcksOvertaken++;
            return true;
        }

        Counters.Acks++;
        newestAckSequence = sequence;
        if (held.UncertainSlots > 0 || clientHash is null || isSuspected)
        {
            return true;
        }

        Counters.HashChecks++;
        isSuspected = HashCheck.Of(held.Hash) != clientHash;
        Counters.Desyncs += isSuspected ? 1 : 0;
        return !isSuspected;
    }

    /// <summary>Slots that anything is known of lie below.</summary>
    public int SlotCount => held.SlotCount;

    /// <summary>The sum of the hashes of what the newest ack left the client holding in these slots.</summary>
    public ulong HashOf(int first, int end) => held.HashOf(first, end);

    /// <summary>Copies what the newest ack left the client holding.</summary>
    public void CopyHeld(HeldRangeList copy) => held.CopyTo(copy);

    /// <summary>
    /// Rule 6: nothing acknowledged so far is a baseline any more, and every slot is told of again, as whole or as gone, until
    /// something newer than this tick is acknowledged. Until then no hash is compared.
    /// </summary>
    public void BeginRepair(Tick now)
    {
        isSuspected = false;
        if (rules.Has(ExactnessRules.RepairTellsEverything))
        {
            Counters.SlotsRepaired += held.SlotCount;
            held.MarkAll(now);
        }
    }

    /// <summary>
    /// The same of some slots, when it is known since which ack the client holds something else. What it took in after that may have
    /// been decoded against what was wrong, so the others go on from what they were then.
    /// </summary>
    public void BeginRepair(Tick now, SlotSet wrong, HeldRangeList then)
    {
        isSuspected = false;
        if (!rules.Has(ExactnessRules.RepairTellsEverything))
        {
            return;
        }

        Counters.SlotsRepaired += wrong.Count();
        foreach (ref var record in inFlight[..])
        {
            if (!record.IsSettled || record.IsSuspect)
            {
                record.Settle(isConfirmed: false);
            }
        }

        held.Mark(now, wrong, then);
    }

    // Whether there is a record of a datagram: none was sent by that number, or so long ago that another has its place.
    private bool Knows(ulong sequence) => sequence > 0 && At(sequence).Sequence == sequence;

    private bool IsOpen(ulong sequence) => Knows(sequence) && !At(sequence).IsSettled;

    private ref SentDatagram At(ulong sequence) => ref inFlight[(int)(sequence % InFlightMax)];

    private ToldSlots Take(SlotSet present, SlotSet gone)
    {
        var slots = unused.TryPop(out var used) ? used : new ToldSlots(held.SlotCount);
        slots.Fill(present, gone);
        return slots;
    }

    // Those that share it pass it on from one to the next, so whether this was the last of them is known here: what was told of is long in no cache.
    private void Release(ref SentDatagram record)
    {
        if (record.Slots is { } slots && !record.IsPassedOn)
        {
            unused.Push(slots);
        }

        record.Slots = null;
    }

    private void Settle(AckField ack)
    {
        for (var sequence = oldestUnsettled; sequence <= ack.Newest; sequence++)
        {
            if (ack.Has(sequence) && IsOpen(sequence))
            {
                Confirm(ref At(sequence));
            }
        }

        while (oldestUnsettled <= ack.Newest && !IsOpen(oldestUnsettled))
        {
            oldestUnsettled++;
        }

        // Rule 4: what leaves the window unreported may have been applied all the same.
        for (; oldestUnsettled + AckField.Window <= ack.Newest; oldestUnsettled++)
        {
            if (IsOpen(oldestUnsettled))
            {
                GiveUp(ref At(oldestUnsettled));
            }
        }

        held.LeavePast(oldestUnsettled);
    }

    private void Confirm(ref SentDatagram record)
    {
        WireBytesConfirmed += record.WireBytes;
        if (!history.TryGet(record.Tick, out var state))
        {
            GiveUp(ref record); // Acknowledged, but its state is no longer known here.
            return;
        }

        record.Settle(isConfirmed: true, isSuspected);
        newestConfirmed = Math.Max(newestConfirmed, record.Sequence);
        held.Confirm(record, state);
    }

    private void GiveUp(ref SentDatagram record)
    {
        record.Settle(isConfirmed: false);
        Counters.DatagramsUncertain++;
        if (rules.Has(ExactnessRules.UnreportedIsUncertain))
        {
            held.Doubt(record);
        }
    }

    [InlineArray(InFlightMax)]
    private struct InFlight
    {
        private SentDatagram first;
    }
}
