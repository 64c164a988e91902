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
    private int[] slots = new int[64];
    private byte[] classes = new byte[64];
    private int[] woken = new int[64];
    private int count;

    /// <summary>First slot behind the run decoded last.</summary>
    public int End => slots[count - 1] + 1;

    public ApplyResult Decode(ref BitReader reader, in Run run, Tick tick)
    {
        var ages = run.Ages;
        if (Math.Max(ages.Age, Math.Max(ages.Second, ages.Third)) >= held.HistoryTicks)
        {
            return ApplyResult.MissingBaseline;
        }

        var states = new States(held, tick, ages);
        Span<int> resting = stackalloc int[EntityCodec.ChangeClasses];
        resting.Clear();
        if (!TryFindResting(run, states, resting))
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
    private bool TryFindResting(in Run run, in States states, Span<int> resting)
    {
        count = 0;
        var end = run.Count == Run.ToTheEnd ? held.SlotCount : run.End;
        for (var slot = run.First; slot < end; slot++)
        {
            if (!states.IsKnown(slot, out var isTold))
            {
                return false;
            }

            if (!isTold)
            {
                continue;
            }

            if (!states.TryGet(slot, out var head, out var rows))
            {
                return false;
            }

            if (count == slots.Length)
            {
                Array.Resize(ref slots, count * 2);
                Array.Resize(ref classes, count * 2);
                Array.Resize(ref woken, count * 2);
            }

            slots[count] = slot;
            classes[count] = (byte)codec.ChangeClass(head.Kind, rows);
            resting[classes[count]]++;
            count++;
        }

        return count > 0 && slots[0] == run.First && (run.Count == Run.ToTheEnd || slots[count - 1] == run.End - 1);
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

    private bool DecodeCodes(ref BitReader reader, in States states)
    {
        for (var i = 0; i < count; i++)
        {
            states.TryGet(slots[i], out var head, out var rows);
            var row = staged.NextRow();
            if (classes[i] != 0)
            {
                rows.Newest.CopyTo(row);
            }
            else if (!codec.TryReadDelta(ref reader, head.Kind, rows, row))
            {
                return false;
            }

            staged.Add(slots[i], head);
        }

        return true;
    }

    // Where the states that a run names are held.
    private readonly ref struct States
    {
        private readonly HeldState held;
        private readonly Tick tick;
        private readonly BaselineAges ages;
        private readonly HeldTick newest;
        private readonly HeldTick? second;
        private readonly HeldTick? third;

        public States(HeldState held, Tick tick, BaselineAges ages)
        {
            this.held = held;
            this.tick = tick;
            this.ages = ages;
            newest = held.PlaceAt(tick + -ages.Age);
            second = ages.Second > 0 ? held.PlaceAt(tick + -ages.Second) : null;
            third = ages.Third > 0 ? held.PlaceAt(tick + -ages.Third) : null;
        }

        /// <summary>Whether it is known if the slot was told of at the baseline's tick; it is not when another tick took its place.</summary>
        public bool IsKnown(int slot, out bool isTold) => held.IsBaselineKnown(newest, slot, tick + -ages.Age, out isTold);

        public bool TryGet(int slot, out EntityHead head, out BaselineRows rows)
        {
            rows = default;
            ReadOnlySpan<int> secondRow = default, thirdRow = default;
            if (!held.TryGetBaseline(newest, slot, tick + -ages.Age, out head, out var newestRow)
                || (second is not null && (!held.TryGetBaseline(second, slot, tick + -ages.Second, out var secondHead, out secondRow) || secondHead != head))
                || (third is not null && (!held.TryGetBaseline(third, slot, tick + -ages.Third, out var thirdHead, out thirdRow) || thirdHead != head)))
            {
                return false;
            }

            rows = new BaselineRows(ages, newestRow, secondRow, thirdRow);
            return true;
        }
    }
}
