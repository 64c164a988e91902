using GameServer.Protocol.Datagrams;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// What one client is known to hold: per slot the newest acknowledged tick, which is its baseline, and the hash of that state.
/// Acks move it, losses leave it. Owned by the room's thread. PROTOCOL.md lists the seven rules; four live here.
/// </summary>
internal sealed class AckTracker(History history, ExactnessRules rules)
{
    private const int InFlightMax = 128;

    // Filled with the first datagrams: a seat that nobody ever takes is to cost next to nothing.
    private readonly SentDatagram?[] inFlight = new SentDatagram?[InFlightMax];
    private SlotState[] slots = new SlotState[16];
    private int slotCount;
    private ulong firstSequence = 1;
    private ulong oldestUnsettled = 1;
    private ulong newestAckSequence;
    private ulong hash;
    private int uncertainSlots;
    private Tick floor;

    /// <summary>The number of the datagram sent last; goes on over reconnects, so no two datagrams of a session share one.</summary>
    public ulong SentSequence { get; private set; }

    public ReplicationCounters Counters;

    /// <summary>The client begins with nothing, as after a reconnect: what is in flight no longer matters.</summary>
    public void Forget()
    {
        slots.AsSpan().Clear();
        hash = 0;
        uncertainSlots = 0;
        floor = Tick.Zero;
        firstSequence = oldestUnsettled = SentSequence + 1;
    }

    /// <summary>The tick whose state of this slot the client holds for certain, to write a delta against; zero when there is none.</summary>
    public Tick BaselineOf(int slot)
    {
        if (slot >= slots.Length || !slots[slot].IsPresent)
        {
            return Tick.Zero;
        }

        var acked = slots[slot].Acked;
        return acked > floor ? acked : Tick.Zero;
    }

    /// <summary>Whether the client has, or might have, an entity in this slot.</summary>
    public bool MayHold(int slot)
    {
        if (slot >= slots.Length)
        {
            return false;
        }

        ref readonly var state = ref slots[slot];
        return state.IsPresent || state.SentPresent > state.Acked || state.IsUncertain;
    }

    /// <summary>The tick at which this slot was last told of as present; zero when never.</summary>
    public Tick LastSent(int slot) => slot < slots.Length ? slots[slot].SentPresent : Tick.Zero;

    /// <summary>The tick of a datagram that was sent not long ago; false when that is not known any more.</summary>
    public bool TryTickOf(ulong sequence, out Tick tick)
    {
        var record = inFlight[sequence % InFlightMax];
        tick = record?.Tick ?? Tick.Zero;
        return sequence != 0 && record?.Sequence == sequence;
    }

    /// <summary>Opens the record of the next datagram. One that has waited unsettled for too long is given up.</summary>
    public SentDatagram BeginSend(Tick tick, int slotCount)
    {
        EnsureSlots(slotCount);
        var record = RecordAt(SentSequence + 1);
        if (!record.IsSettled && record.Sequence >= oldestUnsettled)
        {
            GiveUp(record);
            oldestUnsettled = record.Sequence + 1;
        }

        record.Begin(++SentSequence, tick);
        return record;
    }

    /// <summary>Notes what the datagram carried.</summary>
    public void EndSend(SentDatagram record)
    {
        foreach (var run in record.Runs)
        {
            for (var slot = run.First; !run.IsLeave && slot < run.First + run.Count; slot++)
            {
                slots[slot].SentPresent = record.Tick;
            }
        }
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
        if (uncertainSlots > 0 || clientHash is null)
        {
            return true;
        }

        Counters.HashChecks++;
        return HashCheck.Of(hash) == clientHash;
    }

    /// <summary>
    /// Rule 6: nothing acknowledged so far is a baseline any more, and every slot is told of again, as whole or as gone, until
    /// something newer than this tick is acknowledged.
    /// </summary>
    public void BeginRepair(Tick now)
    {
        Counters.Desyncs++;
        if (!rules.Has(ExactnessRules.RepairTellsEverything))
        {
            return;
        }

        floor = now;
        for (var slot = 0; slot < slotCount; slot++)
        {
            MarkUncertain(slot, now);
        }
    }

    private SentDatagram RecordAt(ulong sequence) => inFlight[sequence % InFlightMax] ??= new SentDatagram();

    private void Settle(AckField ack)
    {
        for (var sequence = oldestUnsettled; sequence <= ack.Newest; sequence++)
        {
            var record = RecordAt(sequence);
            if (!record.IsSettled && record.Sequence == sequence && ack.Has(sequence))
            {
                record.IsSettled = true;
                Confirm(record);
            }
        }

        // Rule 4: what leaves the window unreported may have been applied all the same.
        for (; oldestUnsettled + AckField.Window <= ack.Newest; oldestUnsettled++)
        {
            var record = RecordAt(oldestUnsettled);
            if (!record.IsSettled && record.Sequence == oldestUnsettled)
            {
                GiveUp(record);
            }
        }
    }

    private void Confirm(SentDatagram record)
    {
        if (!history.TryGet(record.Tick, out var state))
        {
            GiveUp(record); // Acknowledged, but its state is no longer known here.
            return;
        }

        foreach (var run in record.Runs)
        {
            for (int slot = run.First; slot < run.First + run.Count; slot++)
            {
                Confirm(slot, record.Tick, !run.IsLeave, run.IsLeave ? 0 : state.HashAt(slot));
            }
        }
    }

    private void Confirm(int slot, Tick tick, bool isPresent, ulong rowHash)
    {
        ref var state = ref slots[slot];
        if (rules.Has(ExactnessRules.NewestTickWins) && tick <= state.Acked)
        {
            return; // Rule 1: the newest tick wins, on both ends.
        }

        if (state.IsUncertain && tick > state.Uncertain)
        {
            uncertainSlots--;
        }

        // Rule 7: the slot's own hash is kept, for the history will have moved on when it has to be subtracted.
        hash = unchecked(hash - (rules.Has(ExactnessRules.AckedHashIsKept) ? state.Hash : HashInHistory(slot, state.Acked)) + rowHash);
        state.Acked = tick;
        state.IsPresent = isPresent;
        state.Hash = rowHash;
    }

    private void GiveUp(SentDatagram record)
    {
        record.IsSettled = true;
        Counters.DatagramsUncertain++;
        if (!rules.Has(ExactnessRules.UnreportedIsUncertain))
        {
            return;
        }

        foreach (var run in record.Runs)
        {
            for (int slot = run.First; slot < run.First + run.Count; slot++)
            {
                MarkUncertain(slot, record.Tick);
            }
        }
    }

    private ulong HashInHistory(int slot, Tick tick) => history.TryGet(tick, out var state) ? state.HashAt(slot) : 0;

    private void MarkUncertain(int slot, Tick tick)
    {
        ref var state = ref slots[slot];
        if (tick < state.Acked || tick < state.Uncertain)
        {
            return;
        }

        if (!state.IsUncertain)
        {
            uncertainSlots++;
        }

        state.Uncertain = tick;
    }

    private void EnsureSlots(int count)
    {
        slotCount = Math.Max(slotCount, count);
        if (slots.Length < count)
        {
            Array.Resize(ref slots, BitMath.PowerOfTwoAtLeast(count));
        }
    }

    private struct SlotState
    {
        public Tick Acked;
        public Tick Uncertain;
        public Tick SentPresent;
        public bool IsPresent;
        public ulong Hash;

        /// <summary>Only what is acknowledged newer than the doubt ends it.</summary>
        public readonly bool IsUncertain => Uncertain > Tick.Zero && Uncertain >= Acked;
    }
}
