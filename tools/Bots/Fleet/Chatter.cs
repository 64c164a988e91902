using GameServer.Simulation.Numerics;

namespace GameServer.Tools.Bots.Fleet;

/// <summary>
/// When a player says something, and what: every so many seconds on average, never in step with the others. The same seed says the
/// same at the same times. Owned by its bot's thread.
/// </summary>
internal sealed class Chatter
{
    private const ulong Stream = 0x43_48_41_54; // Apart from what the pilot draws with the same seed.

    private static readonly string[] Lines = ["hello", "on my way", "behind you", "nice shot", "that was close", "watch the left", "again?", "well played"];

    private readonly float secondsMean;
    private RoomRandom random;
    private double left;

    /// <summary><paramref name="secondsMean"/> 0 is silence.</summary>
    public Chatter(double secondsMean, ulong seed, int index)
    {
        this.secondsMean = (float)secondsMean;
        random = new RoomRandom(seed ^ Stream, (ulong)index);
        left = random.NextFloat(0, this.secondsMean);
    }

    /// <summary>The line that is due after so many seconds more of playing, or null.</summary>
    public string? After(double seconds)
    {
        if (secondsMean <= 0)
        {
            return null;
        }

        left -= seconds;
        if (left > 0)
        {
            return null;
        }

        left = Math.Max(0, left + random.NextFloat(secondsMean / 2, secondsMean * 3 / 2));
        return Lines[random.NextInt(Lines.Length)];
    }
}
