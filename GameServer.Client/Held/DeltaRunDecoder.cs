using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Client.Held;

/// <summary>
/// Decodes a run of slots against the states that it names. Every one of them is checked to be held, and to be of one entity, before
/// a bit of the run's codes is believed (rule 2). Owned by the client's thread.
/// </summary>
internal sealed class DeltaRunDecoder(EntityCodec codec, HeldState held, StagedEntities staged)
{
    private byte[] classes = new byte[64];
    private int[] woken = new int[64];
    private int begin;

    /// <summary>First slot behind the run decoded last.</summary>
    public int End => staged.SlotAt(staged.Count - 1) + 1;

    private int Count => staged.Count - begin;

    public ApplyResult Decode(ref BitReader reader, in Run run, Tick tick)
    {
        var ages = run.Ages;
        if (Math.Max(ages.Age, Math.Max(ages.Second, ages.Third)) >= held.HistoryTicks)
        {
            return ApplyResult.MissingBaseline;
        }

        var states = new NamedStates(held, tick, ages);
        Span<int> resting = stackalloc int[EntityCodec.ChangeClasses];
        resting.Clear();
        if (!TryStage(run, states, resting))
        {
            return ApplyResult.MissingBaseline;
        }

        for (var changeClass = 1; changeClass <= codec.RestClasses; changeClass++)
        {
            if (!WakeList.TryRead(ref reader, resting[changeClass], woken, out var wokenCount))
            {
                return ApplyResult.Malformed;
            }

            Wake(changeClass, woken.AsSpan(0, wokenCount));
        }

        return DecodeCodes(ref reader, states) ? ApplyResult.Applied : ApplyResult.Malformed;
    }

    // A run tells of the slots that the client has at the baseline's tick and passes over the others; it begins and ends with one that
    // it has. Who rests is what the wake list counts, so all rows are looked at before the list is read.
    private bool TryStage(in Run run, in NamedStates states, Span<int> resting)
    {
        begin = staged.Count;
        var ticks = states.Newest.Ticks;
        var heads = states.Newest.Heads;
        var baseline = states.Tick;
        var end = Math.Min(run.Count == Run.ToTheEnd ? held.SlotCount : run.End, ticks.Length);
        for (var slot = run.First; slot < end; slot++)
        {
            var at = ticks[slot];
            if (at != baseline && states.IsChecked)
            {
                if (at > baseline)
                {
                    return false; // A newer tick has taken the place: nobody can say what the baseline told of this slot.
                }

                continue;
            }

            var head = heads[slot];
            if (!head.IsPresent)
            {
                continue;
            }

            // No record that is applied has a kind that does not exist, but memory that has gone bad may.
            if (head.Kind >= codec.Schema.RecordSpan.Length || !states.AreOf(head, slot))
            {
                return false;
            }

            if (Count == classes.Length)
            {
                Array.Resize(ref classes, Count * 2);
                Array.Resize(ref woken, Count * 2);
            }

            var changeClass = codec.ChangeClass(head.Kind, states.RowsOf(slot));
            classes[Count] = (byte)changeClass;
            resting[changeClass]++;
            staged.Add(slot, head);
        }

        return Count > 0 && staged.SlotAt(begin) == run.First && (run.Count == Run.ToTheEnd || End == run.End);
    }

    // Class 0 is that of entities with a code; whoever woke is one of them.
    private void Wake(int changeClass, ReadOnlySpan<int> places)
    {
        for (int i = 0, place = 0, next = 0; next < places.Length; i++)
        {
            if (classes[i] == changeClass && places[next] == place++)
            {
                classes[i] = 0;
                next++;
            }
        }
    }

    private bool DecodeCodes(ref BitReader reader, in NamedStates states)
    {
        for (var i = begin; i < staged.Count; i++)
        {
            var rows = states.RowsOf(staged.SlotAt(i));
            var row = staged.RowAt(i);
            if (classes[i - begin] != 0)
            {
                rows.Newest.CopyTo(row);
            }
            else if (!codec.TryReadDelta(ref reader, staged.HeadAt(i).Kind, rows, row))
            {
                return false;
            }
        }

        return true;
    }
}
