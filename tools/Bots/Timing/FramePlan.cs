namespace GameServer.Tools.Bots.Timing;

/// <summary>
/// When which bot has its next frame: the frames of all are spread evenly over the frame's period, at absolute times, so that
/// neither the server nor this process sees a burst. Owned by one thread.
/// </summary>
internal sealed class FramePlan
{
    private readonly double step;
    private readonly long origin;
    private readonly int bots;
    private long frame;

    /// <summary>A plan that begins at <paramref name="origin"/>, in nanoseconds.</summary>
    public FramePlan(long origin, int bots, double framesPerSecond)
    {
        (this.origin, this.bots) = (origin, bots);
        step = 1e9 / (framesPerSecond * bots);
        Period = (long)(1e9 / framesPerSecond);
    }

    /// <summary>Between two frames of one bot, in nanoseconds.</summary>
    public long Period { get; }

    /// <summary>When the next frame is due.</summary>
    public long Next => origin + (long)(frame * step);

    /// <summary>Whose frame that is.</summary>
    public int Bot => (int)(frame % bots);

    public void Advance() => frame++;

    /// <summary>
    /// After a stall longer than a period a game draws one frame and not all that it missed. Returns how many frames fall away.
    /// </summary>
    public long SkipMissed(long now)
    {
        var rounds = Math.Max(0, (now - Next) / Period);
        frame += rounds * bots;
        return rounds * bots;
    }
}
