namespace GameServer.Protocol.Models;

/// <summary>
/// One to three rows of an entity that both ends hold and their ages, as the models see them: what is not there repeats what is.
/// </summary>
internal readonly ref struct RowHistory
{
    public readonly ReadOnlySpan<int> Newest;
    public readonly ReadOnlySpan<int> Second;
    public readonly ReadOnlySpan<int> Third;
    public readonly int Count;
    public readonly int Age;
    public readonly int SecondGap;
    public readonly int ThirdGap;

    /// <summary>By how much the way from the second row to the newest is continued up to now, in 1/256; 0 without a second.</summary>
    public readonly int SecondRatio;

    /// <summary>The same from the third row.</summary>
    public readonly int ThirdRatio;

    public RowHistory(ReadOnlySpan<int> newest, ReadOnlySpan<int> second, ReadOnlySpan<int> third, int age, int secondAge, int thirdAge)
    {
        Count = second.IsEmpty ? 1 : third.IsEmpty ? 2 : 3;
        Newest = newest;
        Second = Count > 1 ? second : newest;
        Third = Count > 2 ? third : Second;
        Age = age;
        SecondGap = Count > 1 ? Math.Max(1, secondAge - age) : 0;
        ThirdGap = Count > 2 ? Math.Max(1, thirdAge - secondAge) : 0;
        SecondRatio = Count > 1 ? (age << 8) / SecondGap : 0;
        ThirdRatio = Count > 2 ? (age << 8) / (SecondGap + ThirdGap) : SecondRatio;
    }
    private RowHistory(ReadOnlySpan<int> newest, ReadOnlySpan<int> second, ReadOnlySpan<int> third, scoped in RowHistory times)
    {
        (Count, Age, SecondGap, ThirdGap) = (times.Count, times.Age, times.SecondGap, times.ThirdGap);
        (SecondRatio, ThirdRatio) = (times.SecondRatio, times.ThirdRatio);
        Newest = newest;
        Second = Count > 1 ? second : newest;
        Third = Count > 2 ? third : Second;
    }

    /// <summary>Other rows of the same ages.</summary>
    public RowHistory With(ReadOnlySpan<int> newest, ReadOnlySpan<int> second, ReadOnlySpan<int> third) => new(newest, second, third, this);
}
