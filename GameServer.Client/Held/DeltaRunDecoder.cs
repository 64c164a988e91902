using GameServer.Protocol.Bits;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;
using GameServer.Simulation.Numerics;

namespace GameServer.Client.Held;

/// <summary>
/// Decodes a run of slots against the states that it names. Every one of them is checked to be held, and to be of one entity, before
/// a bit of the run's codes is believed (rule 2). Owned by the client's thread.
/// </summary>
internal sealed class DeltaRunDecoder(EntityCodec codec, HeldState held, StagedTick staged)
{
    private const int WordSlots = 64;

    // A bit per slot: who rests, a class after the other, as many words each as the run has. Whoever woke is none of them any more.
    private ulong[] resting = new ulong[16];
    private int[] woken = new int[64];
    private int firstWord;
    private int words;
    private int end;

    public ApplyResult Decode(ref BitReader reader, in Run run, Tick tick)
    {
        var ages = run.Ages;
        if (Math.Max(ages.Age, Math.Max(ages.Second, ages.Third)) >= held.HistoryTicks)
        {
            return ApplyResult.MissingBaseline;
        }

        var states = new NamedStates(held, tick, ages);
        Span<int> counts = stackalloc int[EntityCodec.ChangeClasses];
        counts.Clear();
        if (!states.AreHeld || !TryStage(run, states, counts))
        {
            return ApplyResult.MissingBaseline;
        }

        for (var changeClass = 1; changeClass <= codec.RestClasses; changeClass++)
        {
            if (woken.Length < counts[changeClass])
            {
                Array.Resize(ref woken, BitMath.PowerOfTwoAtLeast(counts[changeClass]));
            }

            if (!WakeList.TryRead(ref reader, counts[changeClass], woken, out var wokenCount))
            {
                return ApplyResult.Malformed;
            }

            Wake(changeClass, woken.AsSpan(0, wokenCount));
        }

        return DecodeCodes(ref reader, run, states) ? ApplyResult.Applied : ApplyResult.Malformed;
    }

    // A run tells of the slots that the client has at the baseline's tick and passes over the others; it begins and ends with one that
    // it has. Who rests is what the wake list counts, so all rows are looked at before the list is read.
    private bool TryStage(in Run run, in NamedStates states, Span<int> counts)
    {
        end = Math.Min(run.Count == Run.ToTheEnd ? held.SlotCount : run.End, states.Newest.Words * WordSlots);
        firstWord = run.First / WordSlots;
        words = Math.Max(0, ((end + WordSlots - 1) / WordSlots) - firstWord);
        if (resting.Length < words * codec.RestClasses)
        {
            Array.Resize(ref resting, BitMath.PowerOfTwoAtLeast(words * codec.RestClasses));
        }

        var (first, last) = (-1, -1);
        for (var word = firstWord; word < firstWord + words; word++)
        {
            var slots = SlotsOf(states, word, run.First);
            if (!states.AreOf(word, slots) || !TryClassify(states, word, slots, counts))
            {
                return false;
            }

            if (slots != 0)
            {
                first = first < 0 ? (word * WordSlots) + BitMath.LowestBit(slots) : first;
                last = (word * WordSlots) + BitMath.HighestBit(slots);
                staged.TellAs(states.Newest, word, slots, last + 1);
            }
        }

        return first == run.First && (run.Count == Run.ToTheEnd || last + 1 == run.End);
    }

    private ulong SlotsOf(in NamedStates states, int word, int first)
    {
        var (low, high) = (Math.Max(0, first - (word * WordSlots)), Math.Min(WordSlots, end - (word * WordSlots)));
        return states.SlotsAt(word) & (ulong.MaxValue << low) & (ulong.MaxValue >> (WordSlots - high));
    }

    private bool TryClassify(in NamedStates states, int word, ulong slots, Span<int> counts)
    {
        for (var changeClass = 1; changeClass <= codec.RestClasses; changeClass++)
        {
            RestingOf(changeClass, word) = 0;
        }

        var heads = states.Newest.HeadsFrom(word);
        if (states.IsOne && codec.RestClasses == 1)
        {
            var isKnown = codec.TryFindStill(slots, heads, states.Newest.RowsFrom(word), out RestingOf(1, word));
            counts[1] += BitMath.Count(RestingOf(1, word));
            return isKnown;
        }

        for (; slots != 0; slots &= slots - 1)
        {
            // No record that is applied has a kind that does not exist, but memory that has gone bad may.
            var at = BitMath.LowestBit(slots);
            if (!codec.IsKnown(heads[at]))
            {
                return false;
            }

            var changeClass = codec.ChangeClass(heads[at].Kind, states.RowsOf((word * WordSlots) + at));
            if (changeClass != 0)
            {
                RestingOf(changeClass, word) |= 1UL << at;
                counts[changeClass]++;
            }
        }

        return true;
    }

    private void Wake(int changeClass, ReadOnlySpan<int> places)
    {
        var (passed, next) = (0, 0);
        for (var word = firstWord; next < places.Length; word++)
        {
            for (var rest = RestingOf(changeClass, word); rest != 0 && next < places.Length; rest &= rest - 1)
            {
                if (places[next] == passed++)
                {
                    RestingOf(changeClass, word) ^= rest ^ (rest & (rest - 1));
                    next++;
                }
            }
        }
    }

    private bool DecodeCodes(ref BitReader reader, in Run run, in NamedStates states)
    {
        for (var word = firstWord; word < firstWord + words; word++)
        {
            var coded = SlotsOf(states, word, run.First);
            for (var changeClass = 1; changeClass <= codec.RestClasses; changeClass++)
            {
                coded &= ~RestingOf(changeClass, word);
            }

            while (coded != 0)
            {
                var slot = (word * WordSlots) + BitMath.LowestBit(coded);
                var kind = states.Newest.HeadAt(slot).Kind;
                var rows = states.RowsOf(slot);
                if (!codec.IsModelled(kind, rows))
                {
                    if (!codec.TryReadDeltas(ref reader, ref coded, kind, states.Newest.HeadsFrom(word), states.Newest.RowsFrom(word), staged.Place.RowsFrom(word), states.Ages.Age))
                    {
                        return false;
                    }

                    continue;
                }

                if (!codec.TryReadDelta(ref reader, kind, rows, staged.Place.RowOf(slot)))
                {
                    return false;
                }

                coded &= coded - 1;
            }
        }

        return true;
    }

    private ref ulong RestingOf(int changeClass, int word) => ref resting[((changeClass - 1) * words) + word - firstWord];
}
