using GameServer.Protocol.Bits;

namespace GameServer.Protocol.Snapshots;

/// <summary>
/// Which ticks a delta is written against: the baseline, and up to two earlier states that the client is known to hold as well,
/// from which the next one is guessed. In ticks before the snapshot's own, rising; 0 stands for none.
/// </summary>
/// <param name="Age">The baseline's; 1 to <see cref="Run.AgeMax"/>.</param>
/// <param name="Second">An earlier state's, or 0.</param>
/// <param name="Third">A still earlier state's, or 0; only behind a second.</param>
public readonly record struct BaselineAges(int Age, int Second = 0, int Third = 0)
{
    /// <summary>The most states that a delta names.</summary>
    public const int CountMax = 3;

    /// <summary>The most bits that <see cref="Write"/> takes.</summary>
    public const int BitsMax = 17 + 2 + 19 + 1 + 19;

    private const int AgeOrder = 2;
    private const int StepOrder = 0;

    /// <summary>
    /// The ages that a server names when it can choose: each of the earlier states by half the baseline's age older than the one behind
    /// it, far enough to tell a speed and near enough for it to be today's.
    /// </summary>
    public static BaselineAges RegularFor(int age) => new(age, age + StepOf(age), age + (2 * StepOf(age)));

    /// <summary>By how many ticks each earlier state is older in <see cref="RegularFor"/>.</summary>
    public static int StepOf(int age) => Math.Max(1, age / 2);

    /// <summary>How many states are named.</summary>
    public int Count => Age == 0 ? 0 : Second == 0 ? 1 : Third == 0 ? 2 : 3;

    /// <summary>Bits that <see cref="Write"/> takes.</summary>
    public int Bits => PrefixCode.BitsOf((uint)(Age - 1), AgeOrder) + 1 + (Second == 0 ? 0 : 1 + (this == RegularFor(Age) ? 0 : EarlierBits));

    private int EarlierBits => PrefixCode.BitsOf((uint)(Second - Age - 1), StepOrder) + 1 + (Third == 0 ? 0 : PrefixCode.BitsOf((uint)(Third - Second - 1), StepOrder));

    /// <summary>Writes the ages that are named, each as its distance from the one before.</summary>
    public void Write(ref BitWriter writer)
    {
        PrefixCode.Write(ref writer, (uint)(Age - 1), AgeOrder);
        writer.Write(Second != 0);
        if (Second == 0)
        {
            return;
        }

        var isRegular = this == RegularFor(Age);
        writer.Write(isRegular);
        if (!isRegular)
        {
            PrefixCode.Write(ref writer, (uint)(Second - Age - 1), StepOrder);
            writer.Write(Third != 0);
            if (Third != 0)
            {
                PrefixCode.Write(ref writer, (uint)(Third - Second - 1), StepOrder);
            }
        }
    }

    /// <summary>Reads ages; false when one is above <see cref="Run.AgeMax"/> or the bits end.</summary>
    public static bool TryRead(ref BitReader reader, out BaselineAges ages)
    {
        ages = default;
        if (!PrefixCode.TryRead(ref reader, AgeOrder, Run.AgeMax - 1, out var first))
        {
            return false;
        }

        ages = new BaselineAges((int)first + 1);
        if (!reader.ReadBit())
        {
            return !reader.IsExhausted;
        }

        if (reader.ReadBit())
        {
            ages = RegularFor(ages.Age);
        }
        else if (!TryReadEarlier(ref reader, ref ages))
        {
            return false;
        }

        return !reader.IsExhausted && Math.Max(ages.Second, ages.Third) <= Run.AgeMax;
    }

    private static bool TryReadEarlier(ref BitReader reader, ref BaselineAges ages)
    {
        if (!PrefixCode.TryRead(ref reader, StepOrder, Run.AgeMax, out var step))
        {
            return false;
        }

        ages = ages with { Second = ages.Age + (int)step + 1 };
        if (reader.ReadBit())
        {
            if (!PrefixCode.TryRead(ref reader, StepOrder, Run.AgeMax, out step))
            {
                return false;
            }

            ages = ages with { Third = ages.Second + (int)step + 1 };
        }

        return true;
    }
}
