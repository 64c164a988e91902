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
    private bool[] isSame = new bool[64];
    private int[] woken = new int[64];

    public ApplyResult Decode(ref BitReader reader, in Run run, Tick tick)
    {
        var ages = run.Ages;
        if (Math.Max(ages.Age, Math.Max(ages.Second, ages.Third)) >= held.HistoryTicks)
        {
            return ApplyResult.MissingBaseline;
        }

        var states = new States(held, tick, ages);
        if (!TryFindResting(run, states, out var resting))
        {
            return ApplyResult.MissingBaseline;
        }

        if (!WakeList.TryRead(ref reader, resting, woken, out var wokenCount))
        {
            return ApplyResult.Malformed;
        }

        return DecodeCodes(ref reader, run, states, wokenCount) ? ApplyResult.Applied : ApplyResult.Malformed;
    }

    // Who rests is what the wake list counts, so all rows are looked at before the list is read.
    private bool TryFindResting(in Run run, in States states, out int resting)
    {
        resting = 0;
        for (var slot = run.First; slot < run.End; slot++)
        {
            if (!states.TryGet(slot, out var head, out var rows))
            {
                return false;
            }

            var place = slot - run.First;
            if (place == isSame.Length)
            {
                Array.Resize(ref isSame, place * 2);
                Array.Resize(ref woken, place * 2);
            }

            isSame[place] = codec.IsAtRest(head.Kind, rows);
            resting += isSame[place] ? 1 : 0;
        }

        return true;
    }

    private bool DecodeCodes(ref BitReader reader, in Run run, in States states, int wokenCount)
    {
        for (int slot = run.First, passed = 0, wake = 0; slot < run.End; slot++)
        {
            states.TryGet(slot, out var head, out var rows);
            var row = staged.NextRow();
            var rests = isSame[slot - run.First];
            if (rests && wake < wokenCount && woken[wake] == passed)
            {
                wake++;
                rests = false;
                passed++;
            }
            else if (rests)
            {
                passed++;
            }

            if (rests)
            {
                rows.Newest.CopyTo(row);
            }
            else if (!codec.TryReadDelta(ref reader, head.Kind, rows, row))
            {
                return false;
            }

            staged.Add(slot, head);
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
