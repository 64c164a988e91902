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

    /// <summary>The seat is sent a snapshot.</summary>
    /// <param name="now">The tick that it tells of.</param>
    /// <param name="history">What the client's baselines are in.</param>
    /// <param name="seat">Whose it is.</param>
    /// <param name="acks">After the snapshot was planned and before it is noted as sent.</param>
    /// <param name="seen">What the seat sees, and what of that it is told.</param>
    /// <param name="interest">As it stands for the tick.</param>
    /// <param name="selection">What decided; null when everything fitted.</param>
    /// <param name="first">The number of its first datagram.</param>
    /// <param name="split">How it was divided.</param>
    public void Note(SealedTick now, History history, Seat seat, AckTracker acks, in Seen seen, Interest interest, Selection? selection, ulong first, in SlotSplit split)
    {
        var datagram = first + (ulong)split.SentBefore(split.PartOf(slot));
        var head = now.HeadAt(slot);
        if (!head.IsPresent || (generation > 0 && head.Generation != generation))
        {
            Add(new FateLine(now.Tick, EntityFate.Absent, datagram, 0, float.NaN, float.NaN));
            return;
        }

        var (urgency, cutOff) = selection is null || !seen.View.Has(slot) ? (float.NaN, float.NaN) : selection.Explain(slot);
        var fate = !seen.View.Has(slot) ? interest.WhyUnseen(seat, slot)
            : !seen.Wanted.Has(slot) ? EntityFate.Shed
            : !seen.Told.Has(slot) ? EntityFate.Deferred
            : IsHeldLikeNow(now, history, acks) ? EntityFate.SentUnchanged
            : EntityFate.Sent;
        Add(new FateLine(now.Tick, fate, datagram, interest.Distance(interest.ViewpointOf(seat), slot), urgency, cutOff));
    }

    private bool IsHeldLikeNow(SealedTick now, History history, AckTracker acks) =>
        acks.MayHold(slot) && acks.BaselineOf(slot) is { Number: > 0 } baseline && history.TryGet(baseline, out var held)
        && held.HeadAt(slot) == now.HeadAt(slot) && held.RowAt(slot).SequenceEqual(now.RowAt(slot));

    private void Add(in FateLine line) => lines[written++ % LinesMax] = line;
}

/// <summary>What a seat sees.</summary>
/// <param name="View">All of it.</param>
/// <param name="Wanted">What of that it was to be told of: all, or less when time is short.</param>
/// <param name="Told">What of that fitted.</param>
internal readonly record struct Seen(SlotSet View, SlotSet Wanted, SlotSet Told);
