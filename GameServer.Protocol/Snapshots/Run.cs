using GameServer.Protocol.Bits;

namespace GameServer.Protocol.Snapshots;

/// <summary>What a run says about its slots.</summary>
public enum RunKind : byte
{
    /// <summary>
    /// They are told of against states that the client holds: those that rest by exception, the others with an entity code each. That a
    /// slot is as it was is news too: it moves the baseline, so that resting entities do not fall out of the history.
    /// </summary>
    Delta = 0,

    /// <summary>They are sent whole: head and every column each.</summary>
    Whole = 1,

    /// <summary>There is nothing there any more that this client may see.</summary>
    Leave = 2,
}

/// <summary>Neighbouring slots that are told of in the same way. A snapshot's body is a list of them in ascending order.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="First">First slot.</param>
/// <param name="Count">How many, at least 1; or for a delta <see cref="ToTheEnd"/>.</param>
/// <param name="Ages">The states that a delta is written against; none for other kinds.</param>
public readonly record struct Run(RunKind Kind, int First, int Count, BaselineAges Ages)
{
    /// <summary>Oldest baseline that the wire can name; a history is never longer (240 Hz x 1.2 s = 288).</summary>
    public const int AgeMax = 511;

    /// <summary>The most slots of a room, and so the end of every run.</summary>
    public const int SlotsMax = ushort.MaxValue;

    /// <summary>Stands for the count of a delta that goes to the last slot that its baseline told of.</summary>
    public const int ToTheEnd = 0;

    private const int GapOrder = 0;
    private const int CountOrder = 1;

    /// <summary>The most bits that a run's own header takes, its slots' codes apart.</summary>
    public const int HeaderBitsMax = 1 + 2 + 33 + 34 + 1 + BaselineAges.BitsMax;

    /// <summary>First slot behind the run; not for one that goes to the end.</summary>
    public int End => First + Count;

    /// <summary>Writes the run's header, behind a run that ended at <paramref name="previousEnd"/> and the ages named last.</summary>
    public void Write(ref BitWriter writer, int previousEnd, BaselineAges previousAges)
    {
        // "Another run", and which kind: 1 and 0 for a delta, 1 and 10 for whole, 1 and 11 for leaves.
        writer.Write(true);
        writer.Write(Kind != RunKind.Delta);
        if (Kind != RunKind.Delta)
        {
            writer.Write(Kind == RunKind.Leave);
        }

        PrefixCode.Write(ref writer, (uint)(First - previousEnd), GapOrder);
        if (Kind == RunKind.Delta)
        {
            writer.Write(Count == ToTheEnd);
        }

        if (Count != ToTheEnd)
        {
            PrefixCode.Write(ref writer, (uint)(Count - 1), CountOrder);
        }

        if (Kind == RunKind.Delta)
        {
            if (previousAges.Count > 0)
            {
                writer.Write(Ages != previousAges);
            }

            if (Ages != previousAges)
            {
                Ages.Write(ref writer);
            }
        }
    }

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public int BitsAfter(int previousEnd, BaselineAges previousAges) =>
        3 + PrefixCode.BitsOf((uint)(First - previousEnd), GapOrder) + (Count == ToTheEnd ? 0 : PrefixCode.BitsOf((uint)(Count - 1), CountOrder))
        + (Kind != RunKind.Delta ? 0 : (previousAges.Count > 0 ? 1 : 0) + (Ages == previousAges ? 0 : Ages.Bits));

    /// <summary>Reads a run behind its leading one bit; false when it leaves the slots or names no baseline that could exist.</summary>
    public static bool TryRead(ref BitReader reader, int previousEnd, BaselineAges previousAges, out Run run)
    {
        var kind = !reader.ReadBit() ? RunKind.Delta : reader.ReadBit() ? RunKind.Leave : RunKind.Whole;
        run = default;
        if (!PrefixCode.TryRead(ref reader, GapOrder, SlotsMax - 1, out var gap))
        {
            return false;
        }

        var count = ToTheEnd;
        if (kind != RunKind.Delta || !reader.ReadBit())
        {
            if (!PrefixCode.TryRead(ref reader, CountOrder, SlotsMax, out var more))
            {
                return false;
            }

            count = (int)more + 1;
        }

        var ages = default(BaselineAges);
        if (kind == RunKind.Delta)
        {
            ages = previousAges;
            if ((previousAges.Count == 0 || reader.ReadBit()) && !BaselineAges.TryRead(ref reader, out ages))
            {
                return false;
            }
        }

        run = new Run(kind, previousEnd + (int)gap, count, ages);
        return !reader.IsExhausted && run.First < SlotsMax && run.End <= SlotsMax && (kind != RunKind.Delta || ages.Age > 0);
    }
}
