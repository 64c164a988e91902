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

    /// <summary>How many states are named.</summary>
    public int Count => Age == 0 ? 0 : Second == 0 ? 1 : Third == 0 ? 2 : 3;
}
