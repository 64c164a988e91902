using GameServer.Protocol.Recordings;
using GameServer.Protocol.Snapshots;
using GameServer.Simulation.Identity;

namespace GameServer.Tools.Train.Training;

/// <summary>Where a sample is found again.</summary>
internal readonly record struct Sample(IRecording Recording, int Tick, int Slot, BaselineAges Ages)
{
    public ReadOnlySpan<int> Row => Recording.RowAt(Tick, Slot);

    public BaselineRows Baseline => new(Ages, At(Ages.Age), At(Ages.Second), At(Ages.Third));

    private ReadOnlySpan<int> At(int age) => age == 0 ? default : Recording.RowAt(Tick - age, Slot);
}

/// <summary>All that a codec would have to write of one record kind against some baselines; resting entities apart.</summary>
internal sealed class SampleSet
{
    public List<Sample> Coded { get; private set; } = [];

    /// <summary>Entities at rest, and whether they changed: one in eight.</summary>
    public List<(Sample Sample, bool Changed)> Resting { get; } = [];

    public static SampleSet Collect(EntityCodec codec, IEnumerable<IRecording> recordings, IEnumerable<(BaselineAges Ages, int Stride)> patterns, int kind, int samplesMax)
    {
        var set = new SampleSet();
        foreach (var recording in recordings)
        {
            foreach (var (ages, stride) in patterns)
            {
                for (var tick = Math.Max(ages.Age, Math.Max(ages.Second, ages.Third)); tick < recording.Ticks; tick += stride)
                {
                    set.Collect(codec, recording, tick, ages, kind);
                }
            }
        }

        if (set.Coded.Count > samplesMax)
        {
            var all = set.Coded;
            set.Coded = [.. Enumerable.Range(0, samplesMax).Select(i => all[(int)((long)i * all.Count / samplesMax)])];
        }

        return set;
    }

    private static bool IsSame(IRecording recording, int tick, int slot, int age, EntityHead head) =>
        age == 0 || (slot < recording.Slots(tick - age) && recording.HeadAt(tick - age, slot) == head);

    private void Collect(EntityCodec codec, IRecording recording, int tick, BaselineAges ages, int kind)
    {
        for (var slot = 0; slot < recording.Slots(tick); slot++)
        {
            var head = recording.HeadAt(tick, slot);
            if (!head.IsPresent || head.Kind != kind || !IsSame(recording, tick, slot, ages.Age, head) || !IsSame(recording, tick, slot, ages.Second, head) || !IsSame(recording, tick, slot, ages.Third, head))
            {
                continue;
            }

            var sample = new Sample(recording, tick, slot, ages);
            var changed = !sample.Row.SequenceEqual(sample.Baseline.Newest);
            var rests = codec.IsAtRest(kind, sample.Baseline);
            if (!rests || changed)
            {
                Coded.Add(sample);
            }

            if (rests && (slot + tick) % 8 == 0)
            {
                Resting.Add((sample, changed));
            }
        }
    }
}
