using GameServer.Simulation.Identity;
using GameServer.Simulation.Rooms;
using GameServer.Simulation.Worlds;

namespace GameServer.Replication;

/// <summary>
/// Writes down what becomes of one entity in one seat's snapshots, for as long as somebody asks. There is none otherwise, and then
/// this costs a comparison with null per snapshot. Owned by the room's thread.
/// </summary>
internal sealed class EntityWatch(int slot, int generation, Tick until)
{
    /// <summary>So many snapshots are remembered.</summary>
    public const int LinesMax = 64;

    private readonly FateLine[] lines = new FateLine[LinesMax];
    private int written;

    /// <summary>When it ends, unless somebody asks again.</summary>
    public Tick Until { get; set; } = until;

    public bool IsOf(int otherSlot, int otherGeneration) => (slot, generation) == (otherSlot, otherGeneration);

    /// <summary>What is remembered, oldest first.</summary>
    public FateLine[] Lines()
    {
        var all = new FateLine[Math.Min(written, LinesMax)];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = lines[(written - all.Length + i) % LinesMax];
        }

        return all;
    }

    /// <summary>The seat was sent nothing.</summary>
    public void NoteNothing(Tick tick) => Add(new FateLine(tick, EntityFate.NoDatagram, 0, 0, float.NaN, float.NaN));

    /// <summary>The seat was sent a datagram.</summary>
    /// <param name="now">The tick that it tells of.</param>
    /// <param name="history">What the client's baselines are in.</param>
    /// <param name="seat">Whose it is.</param>
    /// <param name="state">After the datagram was planned and before it is noted as sent.</param>
    /// <param name="told">What of that it sees the seat was to be told of.</param>
    /// <param name="interest">As it stands for the tick.</param>
    /// <param name="selection">What decided; null when everything fitted.</param>
    /// <param name="record">What the datagram carried.</param>
    public void Note(SealedTick now, History history, Seat seat, SeatReplication state, SlotSet told, Interest interest, Selection? selection, SentDatagram record)
    {
        var head = now.HeadAt(slot);
        if (!head.IsPresent || (generation > 0 && head.Generation != generation))
        {
            Add(new FateLine(now.Tick, EntityFate.Absent, record.Sequence, 0, float.NaN, float.NaN));
            return;
        }

        var (urgency, cutOff) = selection is null || !state.View.Has(slot) ? (float.NaN, float.NaN) : selection.Explain(slot);
        var fate = !state.View.Has(slot) ? interest.WhyUnseen(seat, slot)
            : !told.Has(slot) ? EntityFate.Shed
            : !record.Present.Has(slot) ? EntityFate.Deferred
            : IsHeldLikeNow(now, history, state.Acks) ? EntityFate.SentUnchanged
            : EntityFate.Sent;
        Add(new FateLine(now.Tick, fate, record.Sequence, interest.Distance(seat, slot), urgency, cutOff));
    }

    private bool IsHeldLikeNow(SealedTick now, History history, AckTracker acks) =>
        acks.MayHold(slot) && acks.BaselineOf(slot) is { Number: > 0 } baseline && history.TryGet(baseline, out var held)
        && held.HeadAt(slot) == now.HeadAt(slot) && held.RowAt(slot).SequenceEqual(now.RowAt(slot));

    private void Add(in FateLine line) => lines[written++ % LinesMax] = line;
}
