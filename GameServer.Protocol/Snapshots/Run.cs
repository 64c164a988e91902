using GameServer.Protocol.Bits;

namespace GameServer.Protocol.Snapshots;

/// <summary>What a run says about its slots.</summary>
public enum RunKind : byte
{
    /// <summary>They changed since the baseline: an entity code each.</summary>
    Delta = 0,

    /// <summary>They are what the baseline holds. This moves the baseline, so that resting entities do not fall out of the history.</summary>
    Same = 1,

    /// <summary>They are sent whole: head and every column each.</summary>
    Whole = 2,

    /// <summary>There is nothing there any more that this client may see.</summary>
    Leave = 3,
}

/// <summary>Neighbouring slots that are told of in the same way. A snapshot's body is a list of them in ascending order.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="First">First slot.</param>
/// <param name="Count">How many, at least 1.</param>
/// <param name="Age">Ticks from the baseline to the snapshot, 1 to <see cref="AgeMax"/>; 0 for kinds without a baseline.</param>
public readonly record struct Run(RunKind Kind, int First, int Count, int Age)
{
    /// <summary>Oldest baseline that the wire can name; a history is never longer (240 Hz x 1.2 s = 288).</summary>
    public const int AgeMax = 511;

    /// <summary>The most slots of a room, and so the end of every run.</summary>
    public const int SlotsMax = ushort.MaxValue;

    private const int AgeBits = 9;
    private const int GapOrder = 0;
    private const int CountOrder = 1;

    /// <summary>The most bits that a run's own header takes, its slots' codes apart.</summary>
    public const int HeaderBitsMax = 1 + 2 + 33 + 34 + 1 + AgeBits;

    /// <summary>First slot behind the run.</summary>
    public int End => First + Count;

    /// <summary>Whether the kind names a baseline.</summary>
    public bool HasBaseline => Kind is RunKind.Delta or RunKind.Same;

    /// <summary>Writes the run's header, behind a run that ended at <paramref name="previousEnd"/> with the age <paramref name="previousAge"/>.</summary>
    public void Write(ref BitWriter writer, int previousEnd, int previousAge)
    {
        writer.Write(true);
        writer.Write((uint)Kind, 2);
        PrefixCode.Write(ref writer, (uint)(First - previousEnd), GapOrder);
        PrefixCode.Write(ref writer, (uint)(Count - 1), CountOrder);
        if (HasBaseline)
        {
            writer.Write(Age != previousAge);
            if (Age != previousAge)
            {
                writer.Write((uint)Age, AgeBits);
            }
        }
    }

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public int BitsAfter(int previousEnd, int previousAge) =>
        3 + PrefixCode.BitsOf((uint)(First - previousEnd), GapOrder) + PrefixCode.BitsOf((uint)(Count - 1), CountOrder)
        + (HasBaseline ? Age == previousAge ? 1 : 1 + AgeBits : 0);

    /// <summary>Reads a run behind its leading one bit; false when it leaves the slots or names no baseline that could exist.</summary>
    public static bool TryRead(ref BitReader reader, int previousEnd, int previousAge, out Run run)
    {
        var kind = (RunKind)reader.Read(2);
        run = default;
        if (!PrefixCode.TryRead(ref reader, GapOrder, SlotsMax, out var gap) || !PrefixCode.TryRead(ref reader, CountOrder, SlotsMax, out var more))
        {
            return false;
        }

        var age = previousAge;
        run = new Run(kind, previousEnd + (int)gap, (int)more + 1, 0);
        if (run.HasBaseline)
        {
            age = reader.ReadBit() ? (int)reader.Read(AgeBits) : previousAge;
            run = run with { Age = age };
        }

        return !reader.IsExhausted && run.End <= SlotsMax && (!run.HasBaseline || age > 0);
    }
}
