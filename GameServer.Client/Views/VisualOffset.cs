namespace GameServer.Client.Views;

/// <summary>
/// What a correction moved the own avatar by, shown away over a few frames instead of at once: halves every 50 ms, and is
/// dropped where it is too large to be a correction (a respawn). Only for the eye; the state itself is the server's already.
/// </summary>
internal sealed class VisualOffset(int column, int axes, float step)
{
    private const double HalfLifeSeconds = 0.05;
    private const float TeleportUnits = 4;

    private readonly double[] offset = new double[axes];

    /// <summary>Adds what lies between where the avatar was drawn and where it is now.</summary>
    public void Add(ReadOnlySpan<int> drawn, ReadOnlySpan<int> corrected)
    {
        for (var axis = 0; axis < axes; axis++)
        {
            offset[axis] += drawn[column + axis] - corrected[column + axis];
            if (Math.Abs(offset[axis] * step) > TeleportUnits)
            {
                Array.Clear(offset, 0, axes);
                return;
            }
        }
    }

    public void Advance(double seconds)
    {
        // 2^-x as (1 + x ln2 / 8)^-8: close enough for the eye, monotonic, and it allocates nothing.
        var shrink = 1 / (1 + (seconds / HalfLifeSeconds * 0.6931 / 8));
        shrink *= shrink;
        shrink *= shrink;
        shrink *= shrink;
        for (var axis = 0; axis < axes; axis++)
        {
            offset[axis] *= shrink;
        }
    }

    public void ApplyTo(Span<int> row)
    {
        for (var axis = 0; axis < axes; axis++)
        {
            row[column + axis] += (int)Math.Round(offset[axis]);
        }
    }
}
